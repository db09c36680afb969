package io.tallystick.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.tallystick.config.tls.DevCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every HOCON file that operators are given, read as a node reads it. */
final class ShippedFilesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Path KUBERNETES = Path.of("kubernetes/node.conf");
  private static final Path GATEWAY = Path.of("kubernetes/gateway.conf");

  /** What the libraries read and have no default for. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of(
          "datastax-java-driver.advanced.auth-provider.class",
          "datastax-java-driver.advanced.auth-provider.username",
          "datastax-java-driver.advanced.auth-provider.password",
          "datastax-java-driver.advanced.ssl-engine-factory.class",
          "datastax-java-driver.advanced.ssl-engine-factory.hostname-validation",
          "datastax-java-driver.advanced.ssl-engine-factory.truststore-path",
          "datastax-java-driver.advanced.ssl-engine-factory.truststore-password");

  @TempDir static Path certificates;

  @BeforeEach
  void makeEnvironment() {
    Path out = certificates.resolve("tls");
    if (!Files.exists(out)) {
      new DevCertificates().make(out, 1, List.of());
    }
    System.setProperty("tallystick-tls.folder", out.resolve("node-1").toString());
    ConfigFactory.invalidateCaches();
  }

  @AfterEach
  void clearEnvironment() {
    System.clearProperty("tallystick-tls.folder");
    ConfigFactory.invalidateCaches();
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(RESOURCES)) {
      return Stream.concat(
          found.filter(file -> file.toString().endsWith(".conf")), Stream.of(KUBERNETES, GATEWAY))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileGivesUsableSettings(Path file) {
    NodeConfiguration configuration = NodeConfiguration.ofFile(file);
    assertThat(configuration.settings().group().name()).isEqualTo("main");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyNameIsOneThatALibraryKnows(Path file) {
    Set<String> unknown = paths(ConfigFactory.load(NodeConfiguration.ofFile(file).libraries()));
    Set<String> known = paths(ConfigFactory.load());
    unknown.removeAll(known);
    // A phase takes the default time where its own is not named.
    unknown.removeIf(
        path ->
            path.startsWith("akka.coordinated-shutdown.phases.")
                && path.endsWith(".timeout")
                && known.contains(path.replace(".timeout", ".depends-on")));
    unknown.removeAll(WITHOUT_DEFAULT);
    unknown.removeIf(path -> path.startsWith("tallystick-tls.") || path.startsWith("tallystick."));
    assertThat(unknown).isEmpty();
  }

  private static Set<String> paths(Config config) {
    Set<String> paths = new TreeSet<>();
    config
        .entrySet()
        .forEach(entry -> paths.add(String.join(".", ConfigUtil.splitPath(entry.getKey()))));
    return paths;
  }

  @Test
  void kubernetesServesEveryInterfaceOverTlsAndJournalsByLocalQuorum() {
    NodeConfiguration configuration = NodeConfiguration.ofFile(KUBERNETES);
    NodeSettings settings = configuration.settings();
    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.http().allowedHosts()).isEmpty();
    assertThat(settings.http().tls().flatMap(NodeSettings.Tls::clientCa)).isPresent();
    assertThat(settings.http().healthPort()).isEqualTo(8_081);
    assertThat(settings.cassandra().replication())
        .contains("{'class': 'NetworkTopologyStrategy', 'dc1': 3}");
    Config all = ConfigFactory.load(configuration.libraries());
    assertThat(all.getString("datastax-java-driver.basic.request.consistency"))
        .isEqualTo("LOCAL_QUORUM");
    assertThat(all.getString("akka.remote.artery.transport")).isEqualTo("tls-tcp");
    assertThat(all.getString("akka.remote.artery.ssl.rotating-keys-engine.ca-cert-file"))
        .endsWith("/ca.crt");
  }

  @Test
  void gatewaysInKubernetesReachEveryLedgerNodeOverTlsAndAskTheirCallersForCertificates() {
    NodeSettings settings = NodeConfiguration.ofFile(GATEWAY).settings();
    assertThat(settings.gateway().ledgerUrls())
        .map(Object::toString)
        .containsExactly(
            "https://tallystick-0.tallystick:8443",
            "https://tallystick-1.tallystick:8443",
            "https://tallystick-2.tallystick:8443");
    assertThat(settings.gateway().ca()).isPresent();
    assertThat(settings.http().tls().flatMap(NodeSettings.Tls::clientCa)).isPresent();
    assertThat(settings.http().healthPort()).isEqualTo(8_081);
  }

  @Test
  void plainHttpStaysOnThisMachine() {
    assertThat(NodeSettings.defaults().http().isLoopback()).isTrue();
    assertThat(NodeSettings.defaults().http().tls()).isEmpty();
  }
}
