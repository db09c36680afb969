package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraChildSettings;
import io.tallystick.persistence.journal.JournalConfig;
import io.tallystick.persistence.journal.JournalSessions;
import io.tallystick.persistence.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExternalCassandraTest {
  @TempDir Path folder;

  private NodeConfiguration configuration(String hocon) throws IOException {
    return NodeConfiguration.ofFile(Files.writeString(folder.resolve("node.conf"), hocon));
  }

  @Test
  void withoutAddressesThereIsNone() {
    for (CassandraChoice choice : List.of(CassandraChoice.child(), CassandraChoice.none())) {
      assertThat(ExternalCassandra.settings(choice, NodeConfiguration.defaults())).isEmpty();
    }
  }

  @Test
  void theConfigurationNamesAClusterWithItsReplicationAndCredentials() throws IOException {
    NodeConfiguration configuration =
        configuration(
            """
            tallystick.cassandra {
              contact-points = ["a:9042", "b:9042"]
              datacenter = dc1
              keyspace = money
              entity-keyspace = money_entities
              replicas { dc1 = 3 }
            }
            datastax-java-driver.advanced.auth-provider.username = operator
            """);
    JournalSettings settings =
        ExternalCassandra.settings(CassandraChoice.child(), configuration).orElseThrow();
    assertThat(settings.contactPoints()).containsExactly("a:9042", "b:9042");
    assertThat(settings.datacenter()).isEqualTo("dc1");
    assertThat(settings.keyspace()).isEqualTo("money");
    assertThat(settings.entityKeyspace()).isEqualTo("money_entities");
    assertThat(settings.replication()).isEqualTo("{'class': 'NetworkTopologyStrategy', 'dc1': 3}");
    assertThat(
            JournalConfig.resolved(settings)
                .getString("datastax-java-driver.advanced.auth-provider.username"))
        .isEqualTo("operator");
  }

  @Test
  void aNodeJournalsInAClusterThatItsFileNamesAndTellsWhatThatRefuses() throws Exception {
    CassandraChildSettings own = CassandraChildSettings.in(folder.resolve("cassandra"));
    try (CassandraChild cassandra =
        CassandraChild.start(own, io.tallystick.persistence.cassandra.StartProgress.SILENT)) {
      int port = cassandra.contactPoint().getPort();
      String datacenter = CassandraChild.DATACENTER;
      assertThatThrownBy(() -> start("wrong", port, datacenter, datacenter + " = 1, nowhere = 3"))
          .isInstanceOfSatisfying(
              TallystickException.class,
              refused -> assertThat(refused.code()).isEqualTo("cassandra_refused"))
          .hasMessageContaining("nowhere");
      try (RunningNode node = start("right", port, datacenter, datacenter + " = 1")) {
        new ApiClient(node.url())
            .post("/v1/ledgers", JsonNodeFactory.instance.objectNode().put("code", "EUR"));
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    new ApiClient(node.url()).get("/v1/status").path("journalled_height").asLong()
                        > 0);
      }
      try (CqlSession session =
          JournalSessions.open(JournalSettings.at(List.of("127.0.0.1:" + port)))) {
        assertThat(
                session
                    .execute(
                        "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'right_units'")
                    .one()
                    .getMap(0, String.class, String.class))
            .containsEntry(datacenter, "1")
            .containsEntry("class", "org.apache.cassandra.locator.NetworkTopologyStrategy");
      }
    }
  }

  private RunningNode start(String name, int port, String datacenter, String replicas)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name + ".conf"),
            """
            include classpath("cassandra-cluster.conf")
            tallystick.cassandra {
              contact-points = ["127.0.0.1:%d"], datacenter = %s, replicas { %s }
              keyspace = %s_units, entity-keyspace = %s_entities
            }
            """
                .formatted(port, datacenter, replicas, name, name));
    return new EmbeddedLauncher()
        .start(
            new NodeOptions(
                folder.resolve(name),
                NodeOptions.DEFAULT_HOST,
                0,
                CassandraChoice.child(),
                false,
                NodeOptions.Place.SINGLE,
                Optional.of(file)),
            step -> {});
  }

  @Test
  void theCommandLineWins() throws IOException {
    NodeConfiguration configuration =
        configuration("tallystick.cassandra.contact-points = [\"a:9042\"]");
    assertThat(
            ExternalCassandra.settings(CassandraChoice.external("c", 9_142), configuration)
                .orElseThrow()
                .contactPoints())
        .containsExactly("c:9142");
    assertThat(ExternalCassandra.settings(CassandraChoice.none(), configuration)).isEmpty();
  }
}
