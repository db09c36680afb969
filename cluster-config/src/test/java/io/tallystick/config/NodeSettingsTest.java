package io.tallystick.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {
  @Test
  void theShippedDefaultsAreConsistent() {
    NodeSettings settings = NodeSettings.defaults();
    assertThat(settings.http().requestTimeoutMs()).isEqualTo(10_000);
    assertThat(settings.group().name()).isEqualTo("main");
    assertThat(settings.security().signed()).isFalse();
    assertThat(settings.security().signatureAgeMaxMs()).isEqualTo(60_000);
  }

  @Test
  void theCommandLinesValuesStandOverAllOthers() {
    NodeSettings settings =
        NodeConfiguration.of(
                Optional.empty(),
                Map.of("security.mode", "signed", "security.operator-key", "AAAA"))
            .settings();
    assertThat(settings.security().signed()).isTrue();
    assertThat(settings.security().operatorKey()).isEqualTo("AAAA");
    assertThat(settings.http().requestTimeoutMs()).isEqualTo(10_000);
  }

  @Test
  void aListIsReadFromValuesByPlace() {
    NodeSettings settings =
        NodeConfiguration.of(
                Optional.empty(),
                Map.of(
                    "gateway.ledger-urls.0", "http://127.0.0.1:8080",
                    "gateway.ledger-urls.1", "http://[::1]:8081",
                    "http.allowed-hosts.0", "127.0.0.1:8090"))
            .settings();
    assertThat(settings.gateway().ledgerUrls())
        .map(URI::toString)
        .containsExactly("http://127.0.0.1:8080", "http://[::1]:8081");
    assertThat(settings.http().allowedHosts()).containsExactly("127.0.0.1:8090");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://10.0.0.1:8080     | beyond this machine https only
          https://10.0.0.1:8443    | gateway.ca must name the CAs
          ftp://10.0.0.1           | must be http(s)://HOST:PORT and no path
          http://127.0.0.1:80/v1   | must be http(s)://HOST:PORT and no path
          http://a@127.0.0.1:80    | must be http(s)://HOST:PORT and no path
          127.0.0.1:8080           | must be http(s)://HOST:PORT and no path
          """)
  void whereAGatewayFindsLedgerNodesIsChecked(String url, String told) {
    assertThatThrownBy(
            () -> NodeConfiguration.of(Optional.empty(), Map.of("gateway.ledger-urls.0", url)))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining(told);
  }

  @Test
  void everyWrongValueIsNamedAtOnce() {
    var config =
        ConfigFactory.parseString(
                """
                tallystick {
                  ingress.slots = 1000
                  http.request-timeout = 1 day
                  log.election-timeout-min = 150ms
                  commit.wait = "hoping"
                  security.mode = "open"
                  security.nonces-max = 5
                  store.free-bytes-min = "a lot"
                }
                """)
            .withFallback(ConfigFactory.parseResources("tallystick.conf"));
    assertThatThrownBy(() -> NodeSettings.of(config))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("ingress.slots = 1000 must be a power of two")
        .hasMessageContaining("http.request-timeout = 86400000 ms is outside 1 … 600000 ms")
        .hasMessageContaining("at least three heartbeats")
        .hasMessageContaining("commit.wait = \"hoping\" must be one of parking, spinning")
        .hasMessageContaining("security.mode = \"open\" must be one of development, signed")
        .hasMessageContaining("nonces-per-key-max must not exceed")
        .hasMessageContaining("store.free-bytes-min");
  }

  private static String refusal(String hocon) {
    try {
      NodeSettings.of(
          ConfigFactory.parseString(hocon)
              .withFallback(ConfigFactory.parseResources("tallystick.conf")));
      return "";
    } catch (TallystickException refused) {
      return refused.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tallystick.journal.backlog-byte-max = 1|journal.backlog-byte-max is no setting, did you mean"
            + " journal.backlog-bytes-max?",
        "tallystick.jurnal.unit-bytes = 1|jurnal.unit-bytes is no setting, did you mean"
            + " journal.unit-bytes?",
        "tallystick.log.index-entries-max = 1|did you mean store.index-entries-max?",
        "tallystick.ingress.slots.count = 1|ingress.slots.count is no setting",
        "tallystick.colour = red|colour is no setting",
      })
  void anUnknownSettingIsAnErrorWithTheNearestKnownName(String hocon, String told) {
    assertThat(refusal(hocon)).contains(told);
  }

  @Test
  void whatIsNearNothingIsNamedWithoutAGuess() {
    assertThat(refusal("tallystick.zzzzzzzzzz.qqqqqqqqqqqqqq = 1"))
        .contains("zzzzzzzzzz.qqqqqqqqqqqqqq is no setting")
        .doesNotContain("did you mean");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tallystick.http.host = 0.0.0.0|http.tls.enabled must be on",
        "tallystick.http.host = \"a b\"|must be a name or address",
        "tallystick.http.tls.enabled = on|http.tls.certificate must name a file",
        "tallystick.http.tls { enabled = on, key = /no/such }|\"/no/such\" is no file that can be read",
        "tallystick.accounts.guarded.approvals-waiting-max = 513|is outside 1 … 512",
        "tallystick.accounts.guarded { idle = 2s, look-interval = 3s }|must not exceed accounts.guarded.idle",
        "tallystick.accounts.chains-in-flight-max = 0|is outside 1 … 8192",
        "tallystick.accounts.chain-in-flight-max = 5|did you mean accounts.chains-in-flight-max?",
        "tallystick.cassandra.contact-points = [a]|holds \"a\", which must be HOST:PORT",
        "tallystick.cassandra.contact-points = a|cassandra.contact-points",
        "tallystick.cassandra.keyspace = Tally|must be a keyspace's name",
        "tallystick.cassandra { datacenter = dc1, replicas.dc1 = 0 }|is outside 1 … 9",
        "tallystick.cassandra { datacenter = dc1, replicas.\"d'c\" = 1 }|holds the name \"d'c\"",
        "tallystick.cassandra.replicas.dc1 = 3|cassandra.datacenter must be named",
        "tallystick.cassandra { datacenter = dc2, replicas.dc1 = 3 }|must hold the local data centre",
      })
  void deploymentsAreCheckedAgainstTheirOwnRules(String hocon, String told) {
    assertThat(refusal(hocon)).contains(told);
  }

  @Test
  void replicasBecomeANetworkTopology() {
    NodeSettings.Cassandra cassandra =
        NodeSettings.of(
                ConfigFactory.parseString(
                        "tallystick.cassandra { datacenter = dc1, replicas { dc2 = 2, dc1 = 3 } }")
                    .withFallback(ConfigFactory.parseResources("tallystick.conf")))
            .cassandra();
    assertThat(cassandra.replication())
        .contains("{'class': 'NetworkTopologyStrategy', 'dc1': 3, 'dc2': 2}");
    assertThat(NodeSettings.defaults().cassandra().replication()).isEmpty();
  }

  @Test
  void aFilesWrongValuesAreNamedWithTheirLine(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("node.conf"),
            "tallystick {\n  ingress.slots = 1000\n\n  jurnal.unit-bytes = 1\n}\n");
    assertThatThrownBy(() -> NodeConfiguration.ofFile(file))
        .hasMessageContaining("must be a power of two (" + file + ", line 2)")
        .hasMessageContaining("did you mean journal.unit-bytes? (" + file + ", line 4)");
  }

  @Test
  void aFileThatIsNoHoconOrMissingIsUnreadable(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("node.conf"), "tallystick {");
    for (Path file : List.of(broken, folder.resolve("none.conf"))) {
      assertThatThrownBy(() -> NodeConfiguration.ofFile(file))
          .isInstanceOfSatisfying(
              TallystickException.class,
              refused -> assertThat(refused.code()).isEqualTo("configuration_unreadable"))
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void whatAFileSaysForTheLibrariesIsHandedOn(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("node.conf"),
            "akka.loglevel = INFO\ntallystick.group.name = other\n"
                + "datastax-java-driver.a = ${tallystick.ingress.slots}\n");
    NodeConfiguration configuration = NodeConfiguration.ofFile(file);
    assertThat(configuration.settings().group().name()).isEqualTo("other");
    Config all = ConfigFactory.load(configuration.libraries());
    assertThat(all.getString("akka.loglevel")).isEqualTo("INFO");
    assertThat(all.getInt("datastax-java-driver.a")).isEqualTo(4_096);
  }

  @Test
  void aSystemPropertyThatIsNoSettingIsLeftAloneUnlessItBeginsLikeOne() {
    UnknownSettings unknown =
        new UnknownSettings(
            ConfigFactory.parseString("journal.unit-bytes = 1"), ConfigFactory.empty());
    Config settings =
        ConfigFactory.parseString("home = x, simulation.seed = 1, jounal.unit-bytes = 2");
    Config properties =
        ConfigFactory.parseString(
            "tallystick { home = x, simulation.seed = 1, jounal.unit-bytes = 2 }");
    assertThat(unknown.in(settings, properties))
        .containsExactly("jounal.unit-bytes is no setting, did you mean journal.unit-bytes?");
    assertThat(unknown.in(settings, ConfigFactory.empty())).hasSize(3);
  }
}
