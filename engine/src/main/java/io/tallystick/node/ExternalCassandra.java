package io.tallystick.node;

import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import io.tallystick.persistence.journal.JournalSettings;
import java.util.List;
import java.util.Optional;

/** How a Cassandra that somebody else runs is reached. */
final class ExternalCassandra {
  private ExternalCassandra() {}

  /**
   * By the command line's address or, where it names none, by the configuration's contact points.
   *
   * @return empty if there is none: a child, or no Cassandra at all
   */
  static Optional<JournalSettings> settings(
      CassandraChoice choice, NodeConfiguration configuration) {
    NodeSettings.Cassandra named = configuration.settings().cassandra();
    List<String> contactPoints =
        switch (choice.mode()) {
          case NONE -> List.of();
          case EXTERNAL -> List.of(choice.host() + ":" + choice.port());
          case CHILD -> named.contactPoints();
        };
    if (contactPoints.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new JournalSettings(
            contactPoints,
            named.datacenter(),
            named.keyspace(),
            named.entityKeyspace(),
            named.replication().orElse(JournalSettings.ONE_REPLICA),
            JournalSettings.SNAPSHOT_EVERY_UNITS,
            Optional.empty(),
            // The journal has an actor system of its own, which must not take part in the cluster.
            configuration.libraries().withoutPath("akka")));
  }
}
