package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.config.NodeConfiguration;
import io.tallystick.persistence.journal.JournalConfig;
import io.tallystick.persistence.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
