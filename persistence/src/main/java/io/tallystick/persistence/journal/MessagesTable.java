package io.tallystick.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The plugin's table of events, read and, to fill holes, written in its own row format
 * (akka-persistence-cassandra 1.1): partition {@code (sequence number - 1) / 100}, clustered by
 * sequence number and time, {@code timebucket} the hour of the time as milliseconds since 1970.
 */
final class MessagesTable {
  /** Rows a page; they are about a megabyte each. */
  static final int PAGE_ROWS = 8;

  private static final long BUCKET_MS = TimeUnit.HOURS.toMillis(1);

  private final CqlSession session;
  private final String table;
  private final UUID writer = UUID.randomUUID();
  private final PreparedStatement numbers;
  private final PreparedStatement first;
  private final PreparedStatement unit;
  private final PreparedStatement partition;
  private final PreparedStatement insert;

  MessagesTable(CqlSession session, String keyspace) {
    this.session = session;
    this.table = keyspace + ".messages";
    String where = " FROM " + table + " WHERE persistence_id = ? AND partition_nr = ?";
    String event = "SELECT sequence_nr, ser_id, ser_manifest, event";
    numbers = session.prepare("SELECT sequence_nr" + where);
    first = session.prepare(event + where + " LIMIT 1");
    unit = session.prepare(event + where + " AND sequence_nr = ?");
    partition = session.prepare(event + where + " AND sequence_nr >= ?");
    insert =
        session.prepare(
            "INSERT INTO "
                + table
                + " (persistence_id, partition_nr, sequence_nr, timestamp, timebucket,"
                + " writer_uuid, ser_id, ser_manifest, event_manifest, event)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  /** The partition of a unit; no write ever crosses partitions, so it follows from the number. */
  static long partitionOf(long unitNumber) {
    return (unitNumber - 1) / JournalSettings.UNITS_PER_PARTITION;
  }

  /** Number of the first unit of a partition. */
  static long firstUnitOf(long partition) {
    return partition * JournalSettings.UNITS_PER_PARTITION + 1;
  }

  /** The unit numbers of a partition's rows, ascending; one that was written twice stands twice. */
  List<Long> numbers(String persistenceId, long partitionNumber) {
    List<Long> found = new ArrayList<>();
    for (Row row : session.execute(numbers.bind(persistenceId, partitionNumber))) {
      found.add(row.getLong(0));
    }
    return found;
  }

  /** Whether a partition holds anything. */
  boolean isEmpty(String persistenceId, long partitionNumber) {
    BoundStatement select = numbers.bind(persistenceId, partitionNumber).setPageSize(1);
    return session.execute(select).one() == null;
  }

  /**
   * The last partition before an empty one, or -1; found by doubling and halving. A gap of a whole
   * partition can make it stop early.
   */
  long lastPartitionBeforeGap(String persistenceId) {
    long low = -1;
    long high = 0;
    while (!isEmpty(persistenceId, high)) {
      low = high;
      high = 2 * high + 1;
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (isEmpty(persistenceId, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /** The first unit of a partition. */
  Optional<JournalUnit> firstOf(String persistenceId, long partitionNumber) {
    return Optional.ofNullable(session.execute(first.bind(persistenceId, partitionNumber)).one())
        .map(MessagesTable::decode);
  }

  /** All rows with one unit number. */
  List<JournalUnit> all(String persistenceId, long number) {
    List<JournalUnit> found = new ArrayList<>();
    for (Row row :
        session.execute(
            unit.bind(persistenceId, partitionOf(number), number).setPageSize(PAGE_ROWS))) {
      found.add(decode(row));
    }
    return found;
  }

  /** One unit; of equal duplicates the oldest. */
  Optional<JournalUnit> unit(String persistenceId, long number) {
    return Optional.ofNullable(
            session.execute(unit.bind(persistenceId, partitionOf(number), number)).one())
        .map(MessagesTable::decode);
  }

  /** A partition's rows from a unit on, page by page. */
  CompletionStage<AsyncResultSet> rows(String persistenceId, long partitionNumber, long fromUnit) {
    return session.executeAsync(
        partition.bind(persistenceId, partitionNumber, fromUnit).setPageSize(PAGE_ROWS));
  }

  /**
   * The number of the last partition that holds anything, or -1. It walks all partition keys of the
   * table: for the end of a rebuild or verification, not for every day.
   */
  long lastPartition(String persistenceId) {
    long last = -1;
    for (Row row :
        session.execute(
            SimpleStatement.newInstance(
                "SELECT DISTINCT persistence_id, partition_nr FROM " + table))) {
      if (persistenceId.equals(row.getString(0))) {
        last = Math.max(last, row.getLong(1));
      }
    }
    return last;
  }

  /** Writes one unit as the plugin would. */
  void insert(String persistenceId, JournalUnit missing) {
    UUID time = Uuids.timeBased();
    long bucket = Uuids.unixTimestamp(time) / BUCKET_MS * BUCKET_MS;
    session.execute(
        insert.bind(
            persistenceId,
            partitionOf(missing.number()),
            missing.number(),
            time,
            Long.toString(bucket),
            writer.toString(),
            JournalUnitSerializer.IDENTIFIER,
            JournalUnitSerializer.MANIFEST,
            "",
            ByteBuffer.wrap(JournalUnitCodec.encode(missing))));
  }

  /** The unit in a row of {@code sequence_nr, ser_id, ser_manifest, event}. */
  static JournalUnit decode(Row row) {
    long number = row.getLong(0);
    ByteBuffer event = row.getByteBuffer(3);
    if (row.getInt(1) != JournalUnitSerializer.IDENTIFIER
        || !JournalUnitSerializer.MANIFEST.equals(row.getString(2))
        || event == null) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "journal_foreign_event",
          "Event " + number + " of the journal in Cassandra was not written by a journal writer");
    }
    byte[] bytes = new byte[event.remaining()];
    event.get(bytes);
    JournalUnit decoded = JournalUnitCodec.decode(bytes);
    if (decoded.number() != number) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "journal_broken",
          "Event " + number + " of the journal in Cassandra holds unit " + decoded);
    }
    return decoded;
  }
}
