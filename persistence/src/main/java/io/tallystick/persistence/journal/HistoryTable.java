package io.tallystick.persistence.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import io.tallystick.base.Checks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The table {@code group_history} (group name, epoch → group id, restored height, restored hash):
 * it says which histories exist and is written only by {@code IF NOT EXISTS}, so that of two nodes
 * that create or rebuild at once one loses and learns of it. Driver exceptions pass through.
 */
public final class HistoryTable {
  private final CqlSession session;
  private final String table;

  /** Reads and writes in the keyspace given; the schema exists. */
  public HistoryTable(CqlSession session, String keyspace) {
    this.session = session;
    this.table = keyspace + ".group_history";
  }

  /** All epochs of a group's name, oldest first. Sees every insert that was answered. */
  public List<HistoryRow> rows(String groupName) {
    List<HistoryRow> rows = new ArrayList<>();
    // A serial read also settles an insert that was cut off half-way.
    SimpleStatement select =
        SimpleStatement.newInstance(
                "SELECT epoch, group_id, restored_height, restored_hash FROM "
                    + table
                    + " WHERE group_name = ? ORDER BY epoch",
                groupName)
            .setConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL);
    for (Row row : session.execute(select)) {
      ByteBuffer hash = row.getByteBuffer("restored_hash");
      Checks.that(hash != null, "a history row has a restored hash");
      byte[] bytes = new byte[hash.remaining()];
      hash.get(bytes);
      rows.add(
          new HistoryRow(
              groupName,
              row.getLong("epoch"),
              row.getUuid("group_id"),
              row.getLong("restored_height"),
              bytes));
    }
    return rows;
  }

  /**
   * Inserts the row unless one with its name and epoch is there. An unknown outcome is read back.
   *
   * @return whether the row that is there now is this one
   */
  public boolean insertIfAbsent(HistoryRow row) {
    SimpleStatement insert =
        SimpleStatement.newInstance(
                "INSERT INTO "
                    + table
                    + " (group_name, epoch, group_id, restored_height, restored_hash)"
                    + " VALUES (?, ?, ?, ?, ?) IF NOT EXISTS",
                row.groupName(),
                row.epoch(),
                row.groupId(),
                row.restoredHeight(),
                ByteBuffer.wrap(row.restoredHash()))
            .setSerialConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL);
    try {
      if (session.execute(insert).wasApplied()) {
        return true;
      }
    } catch (WriteTimeoutException | DriverTimeoutException e) {
      // It may have been written or not; the rows say which.
      return rows(row.groupName()).contains(row);
    }
    return rows(row.groupName()).contains(row);
  }

  /** What the table says to a node that holds the history given. */
  public HistoryVerdict judge(HistoryRow own) {
    return HistoryVerdict.of(rows(own.groupName()), own);
  }

  /**
   * Makes sure that the table names this history, inserting it if it is absent.
   *
   * @throws io.tallystick.base.TallystickException {@code history_other_group}, {@code
   *     history_newer_epoch}, {@code history_other_restore}
   */
  public void claim(HistoryRow own) {
    List<HistoryRow> rows = rows(own.groupName());
    HistoryVerdict verdict = HistoryVerdict.of(rows, own);
    verdict.check(rows, own);
    if (verdict == HistoryVerdict.ABSENT && !insertIfAbsent(own)) {
      List<HistoryRow> now = rows(own.groupName());
      HistoryVerdict.of(now, own).check(now, own);
    }
  }
}
