package io.tallystick.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The writer's way into Cassandra: one CQL session for its checks and one plugin for its writes.
 * Blocking; used by the writer's thread alone. Every failure leaves it ready for another {@link
 * #recover}.
 */
final class JournalConnection implements AutoCloseable {
  /** Recovery reads at most the units since a snapshot. */
  private static final long RECOVERY_MS_MAX = 180_000;

  /** Longer than the circuit breaker lets one write take. */
  private static final long WRITE_MS_MAX = 60_000;

  private final Supplier<JournalSettings> where;
  private JournalSettings settings;
  private final HistoryRow history;
  private final UnitSource source;
  private CqlSession session;
  private HistoryTable historyTable;
  private MessagesTable table;
  private PluginHost host;
  private PluginHost.Persister persister;

  /**
   * @param where asked each time that a connection is to be opened; fails with UNAVAILABLE while
   *     that is not known
   */
  JournalConnection(Supplier<JournalSettings> where, HistoryRow history, UnitSource source) {
    this.where = where;
    this.history = history;
    this.source = source;
  }

  /**
   * Connects where needed, checks the history table, fills holes, recovers the persistent actor and
   * compares what it found with the local history.
   *
   * @return how far the journal reaches
   */
  JournalPosition recover() throws InterruptedException {
    if (session == null) {
      settings = where.get();
      session = JournalSessions.open(settings);
    }
    if (table == null) {
      JournalSchema.createSettlement(session, settings);
      historyTable = new HistoryTable(session, settings.keyspace());
      table = new MessagesTable(session, settings.keyspace());
    }
    checkHistory();
    JournalRepair repair = new JournalRepair(table, source, history);
    JournalRepair.Outcome outcome = repair.run();
    JournalPosition position = recoverActor();
    repair.fillUpTo(outcome.highestUnit(), position);
    compare(position);
    return position;
  }

  private JournalPosition recoverActor() throws InterruptedException {
    if (host == null) {
      host = new PluginHost(settings);
    }
    try {
      persister = host.open(history, settings.snapshotEveryUnits());
      return await(persister.recovered(), RECOVERY_MS_MAX);
    } catch (RuntimeException | InterruptedException e) {
      // The plugin may keep failed statements for good: the next try gets a new one.
      closeHost();
      throw e;
    }
  }

  /** The whole chain up to the position is compared by its last hash. */
  private void compare(JournalPosition position) {
    if (position.height() == 0) {
      return;
    }
    Optional<byte[]> local = source.hashAt(position.height());
    if (local.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "journal_ahead",
          "The journal in Cassandra reaches "
              + position
              + ", beyond this node's history: its folder lost its end or is an old copy; rebuild"
              + " it");
    }
    if (!Arrays.equals(local.get(), position.hash())) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "journal_differs",
          "The journal in Cassandra differs from this node's history at or before " + position);
    }
  }

  /** Fails with {@code history_…} if another history has taken this one's place. */
  void checkHistory() {
    historyTable.claim(history);
  }

  /** Writes units; returns the new position. After a failure only {@link #recover} helps. */
  JournalPosition write(List<JournalUnit> units) throws InterruptedException {
    return await(persister.write(units), WRITE_MS_MAX);
  }

  private JournalPosition await(CompletableFuture<JournalPosition> future, long timeoutMs)
      throws InterruptedException {
    try {
      return future.get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      closeHost();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "cassandra_unreachable",
          "The journal plugin did not answer within " + timeoutMs + " ms",
          e);
    }
  }

  private void closeHost() {
    if (host != null) {
      host.close();
      host = null;
    }
  }

  @Override
  public void close() {
    closeHost();
    if (session != null) {
      session.close();
    }
  }
}
