package io.tallystick.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keyspaces and tables: the plugin's own layout (akka-persistence-cassandra 1.1) and the history
 * table. Only what is missing is created, one statement after the other, each {@code IF NOT
 * EXISTS}: concurrent creation of one table is what Cassandra bears worst.
 */
public final class JournalSchema {
  private static final Duration DDL_TIMEOUT = Duration.ofSeconds(30);

  private static final String MESSAGES =
      "persistence_id text, partition_nr bigint, sequence_nr bigint, timestamp timeuuid,"
          + " timebucket text, writer_uuid text, ser_id int, ser_manifest text,"
          + " event_manifest text, event blob, meta_ser_id int, meta_ser_manifest text, meta blob,"
          + " tags set<text>,"
          + " PRIMARY KEY ((persistence_id, partition_nr), sequence_nr, timestamp)";
  private static final String METADATA =
      "persistence_id text PRIMARY KEY, deleted_to bigint, properties map<text, text>";
  private static final String ALL_PERSISTENCE_IDS = "persistence_id text PRIMARY KEY";
  private static final String SNAPSHOTS =
      "persistence_id text, sequence_nr bigint, timestamp bigint, ser_id int, ser_manifest text,"
          + " snapshot_data blob, snapshot blob, meta_ser_id int, meta_ser_manifest text,"
          + " meta blob, PRIMARY KEY (persistence_id, sequence_nr)";
  private static final String HISTORY =
      "group_name text, epoch bigint, group_id uuid, restored_height bigint, restored_hash blob,"
          + " PRIMARY KEY (group_name, epoch)";

  /**
   * Units are compressed already and never deleted, and a partition lies in one or two files
   * however many there are: merging files gains little for what it costs (two fifths of Cassandra's
   * processor time with a threshold of 8), so that it waits for many.
   */
  private static final String UNIT_OPTIONS =
      " WITH compression = {'enabled': false} AND gc_grace_seconds = 864000"
          + " AND compaction = {'class': 'SizeTieredCompactionStrategy', 'min_threshold': 32}";

  private static final String NEWEST_FIRST = " WITH CLUSTERING ORDER BY (sequence_nr DESC)";

  private final CqlSession session;
  private final String replication;

  private JournalSchema(CqlSession session, String replication) {
    this.session = session;
    this.replication = replication;
  }

  /** Creates what the settlement journal needs and is missing. Safe to repeat. */
  public static void createSettlement(CqlSession session, JournalSettings settings) {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("messages", "(" + MESSAGES + ")" + UNIT_OPTIONS);
    tables.put("metadata", "(" + METADATA + ")");
    tables.put("all_persistence_ids", "(" + ALL_PERSISTENCE_IDS + ")");
    tables.put("snapshots", "(" + SNAPSHOTS + ")" + NEWEST_FIRST);
    tables.put("group_history", "(" + HISTORY + ")");
    new JournalSchema(session, settings.replication()).create(settings.keyspace(), tables);
  }

  /** Creates what the journal of policies and workflows needs and is missing. Safe to repeat. */
  public static void createEntities(CqlSession session, JournalSettings settings) {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put("messages", "(" + MESSAGES + ")");
    tables.put("metadata", "(" + METADATA + ")");
    tables.put("all_persistence_ids", "(" + ALL_PERSISTENCE_IDS + ")");
    tables.put("snapshots", "(" + SNAPSHOTS + ")" + NEWEST_FIRST);
    new JournalSchema(session, settings.replication()).create(settings.entityKeyspace(), tables);
  }

  private void create(String keyspace, Map<String, String> tables) {
    Set<String> existing = existing(keyspace);
    if (existing.isEmpty()) {
      execute("CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = " + replication);
    }
    tables.forEach(
        (name, definition) -> {
          if (!existing.contains(name)) {
            execute("CREATE TABLE IF NOT EXISTS " + keyspace + "." + name + " " + definition);
          }
        });
  }

  private Set<String> existing(String keyspace) {
    Set<String> names = new HashSet<>();
    for (Row row :
        session.execute(
            SimpleStatement.newInstance(
                "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace))) {
      names.add(row.getString("table_name"));
    }
    return names;
  }

  private void execute(String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(DDL_TIMEOUT));
  }
}
