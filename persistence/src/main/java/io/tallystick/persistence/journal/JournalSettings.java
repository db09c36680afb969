package io.tallystick.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.base.Checks;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the journal lies and how it is written.
 *
 * @param contactPoints {@code host:port} of at least one Cassandra node
 * @param datacenter the local data centre's name, or empty to take that of the contact points
 * @param keyspace holds units, snapshots and the history table; letters, digits and underscores
 * @param entityKeyspace holds the journal of policies and workflows
 * @param replication the keyspaces' replication as a CQL map; used only when they are created
 * @param snapshotEveryUnits a snapshot after this many units, 1 … 100,000: bounds recovery
 * @param positionFile where to remember how far the journal reached, so that the backlog is known
 *     while Cassandra is away; empty to remember nothing
 * @param overrides HOCON on top of everything (credentials, TLS, consistency)
 */
public record JournalSettings(
    List<String> contactPoints,
    String datacenter,
    String keyspace,
    String entityKeyspace,
    String replication,
    int snapshotEveryUnits,
    Optional<Path> positionFile,
    Config overrides) {
  /** Units in a partition; part of the stored layout and equal to the plugin's setting. */
  public static final int UNITS_PER_PARTITION = 100;

  /** Default keyspace. */
  public static final String KEYSPACE = "tallystick";

  /** Default keyspace of policies and workflows. */
  public static final String ENTITY_KEYSPACE = "tallystick_entities";

  /** Replication of a lone development node. */
  public static final String ONE_REPLICA = "{'class': 'SimpleStrategy', 'replication_factor': 1}";

  /** Default distance of snapshots, in units. */
  public static final int SNAPSHOT_EVERY_UNITS = 1_000;

  private static final Pattern KEYSPACE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  /** Checks names and ranges. */
  public JournalSettings {
    contactPoints = List.copyOf(contactPoints);
    Checks.that(!contactPoints.isEmpty(), "at least one contact point");
    Objects.requireNonNull(datacenter, "datacenter");
    Checks.that(KEYSPACE_NAME.matcher(keyspace).matches(), "keyspace name " + keyspace);
    Checks.that(KEYSPACE_NAME.matcher(entityKeyspace).matches(), "keyspace " + entityKeyspace);
    Objects.requireNonNull(replication, "replication");
    Checks.inRange(snapshotEveryUnits, 1, 100_000, "snapshotEveryUnits");
    Objects.requireNonNull(positionFile, "positionFile");
    Objects.requireNonNull(overrides, "overrides");
  }

  /** The defaults for one Cassandra node, such as the child. */
  public static JournalSettings at(InetSocketAddress contactPoint, String datacenter) {
    return new JournalSettings(
        List.of(contactPoint.getAddress().getHostAddress() + ":" + contactPoint.getPort()),
        datacenter,
        KEYSPACE,
        ENTITY_KEYSPACE,
        ONE_REPLICA,
        SNAPSHOT_EVERY_UNITS,
        Optional.empty(),
        ConfigFactory.empty());
  }

  /** The defaults for a cluster, given as {@code host:port}; one replica of each keyspace. */
  public static JournalSettings at(List<String> contactPoints) {
    return new JournalSettings(
        contactPoints,
        "",
        KEYSPACE,
        ENTITY_KEYSPACE,
        ONE_REPLICA,
        SNAPSHOT_EVERY_UNITS,
        Optional.empty(),
        ConfigFactory.empty());
  }

  /** The same with another replication of keyspaces that are created, as a CQL map. */
  public JournalSettings withReplication(String cqlMap) {
    return new JournalSettings(
        contactPoints,
        datacenter,
        keyspace,
        entityKeyspace,
        cqlMap,
        snapshotEveryUnits,
        positionFile,
        overrides);
  }

  /** The same with HOCON on top of everything. */
  public JournalSettings withOverrides(Config hocon) {
    return new JournalSettings(
        contactPoints,
        datacenter,
        keyspace,
        entityKeyspace,
        replication,
        snapshotEveryUnits,
        positionFile,
        hocon);
  }

  /** The same in other keyspaces. */
  public JournalSettings withKeyspaces(String units, String entities) {
    return new JournalSettings(
        contactPoints,
        datacenter,
        units,
        entities,
        replication,
        snapshotEveryUnits,
        positionFile,
        overrides);
  }

  /** The same with another distance of snapshots. */
  public JournalSettings withSnapshotEveryUnits(int units) {
    return new JournalSettings(
        contactPoints,
        datacenter,
        keyspace,
        entityKeyspace,
        replication,
        units,
        positionFile,
        overrides);
  }

  /** The same with a file that remembers the position. */
  public JournalSettings withPositionFile(Path file) {
    return new JournalSettings(
        contactPoints,
        datacenter,
        keyspace,
        entityKeyspace,
        replication,
        snapshotEveryUnits,
        Optional.of(file),
        overrides);
  }
}
