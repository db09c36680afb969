package io.tallystick.persistence.journal;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the local segments and writes each closed unit to Cassandra, in order, on a thread of its
 * own. Settling never waits for it. It sleeps until it is poked; while Cassandra is away it tries
 * again every one to four seconds and then goes on where the table says it is.
 *
 * <p>It stops for good, with the status {@link JournalStatus.State#STOPPED} and one of these codes,
 * when the journal and this node's history do not fit: {@code journal_differs}, {@code
 * journal_ahead}, {@code journal_hole}, {@code journal_broken}, {@code journal_unit_damaged},
 * {@code journal_foreign_event}, {@code history_other_group}, {@code history_newer_epoch}, {@code
 * history_other_restore}.
 */
public final class JournalWriter implements AutoCloseable {
  /** First pause after a failure, in ms. */
  static final long PAUSE_MS_MIN = 1_000;

  /** Longest pause after failures, in ms. */
  static final long PAUSE_MS_MAX = 4_000;

  /** Least time between two looks at the history table while units flow, in ms. */
  static final long HISTORY_CHECK_MS = 5_000;

  /** Least time between two writes of the position file while units flow, in ms. */
  static final long POSITION_FILE_MS = 1_000;

  private static final long CLOSE_MS_MAX = 20_000;
  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private final Supplier<JournalSettings> where;
  private final HistoryRow history;
  private final UnitSource source;
  private final Consumer<JournalStatus> listener;
  private final BlockingQueue<Boolean> pokes = new ArrayBlockingQueue<>(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final PositionFile positionFile;

  private volatile JournalStatus status;
  private JournalPosition toRemember;
  private long rememberedAt = System.nanoTime();
  private long historyCheckedAt;

  private JournalWriter(
      Supplier<JournalSettings> where,
      Optional<Path> positionFile,
      HistoryRow history,
      UnitSource source,
      Consumer<JournalStatus> listener) {
    this.where = where;
    this.history = history;
    this.source = source;
    this.listener = listener;
    this.positionFile = positionFile.map(PositionFile::new).orElse(null);
    this.status = firstStatus();
    this.thread = new Thread(this::run, "journal-writer");
    this.thread.setDaemon(true);
  }

  private JournalStatus firstStatus() {
    JournalPosition remembered = positionFile == null ? null : positionFile.read().orElse(null);
    return new JournalStatus(
        JournalStatus.State.STARTING,
        "starting",
        "",
        remembered == null ? JournalStatus.UNKNOWN : remembered.unit(),
        remembered == null ? JournalStatus.UNKNOWN : remembered.height(),
        Instant.now());
  }

  /**
   * Starts a writer and returns at once, whether or not Cassandra is there.
   *
   * @param history this node's history; its row is inserted if it is absent
   * @param source the local history
   * @param listener hears of every change of the status, on the writer's thread
   */
  public static JournalWriter start(
      JournalSettings settings,
      HistoryRow history,
      UnitSource source,
      Consumer<JournalStatus> listener) {
    return start(() -> settings, settings.positionFile(), history, source, listener);
  }

  /**
   * As above, where it is not known yet what to connect to.
   *
   * @param where asked each time that a connection is to be opened; fails with UNAVAILABLE while
   *     that is not known
   * @param positionFile as in {@link JournalSettings}
   */
  public static JournalWriter start(
      Supplier<JournalSettings> where,
      Optional<Path> positionFile,
      HistoryRow history,
      UnitSource source,
      Consumer<JournalStatus> listener) {
    JournalWriter writer = new JournalWriter(where, positionFile, history, source, listener);
    writer.thread.start();
    return writer;
  }

  /** Tells that a unit may have closed. Never blocks; any thread; cheap enough for every batch. */
  public void poke() {
    pokes.offer(Boolean.TRUE);
  }

  /** The newest status. */
  public JournalStatus status() {
    return status;
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void run() {
    try (JournalConnection connection = new JournalConnection(where, history, source)) {
      long pauseMs = PAUSE_MS_MIN;
      while (!closed()) {
        try {
          JournalPosition position = connection.recover();
          pauseMs = PAUSE_MS_MIN;
          follow(connection, position);
        } catch (RuntimeException e) {
          if (stopped(e)) {
            return;
          }
          closing.await(pauseMs, TimeUnit.MILLISECONDS);
          pauseMs = Math.min(2 * pauseMs, PAUSE_MS_MAX);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The journal's writer was interrupted, which close() does");
    } finally {
      remember(true);
      if (status.state() != JournalStatus.State.STOPPED) {
        become(JournalStatus.State.CLOSED, "closed", "");
      }
    }
  }

  private void follow(JournalConnection connection, JournalPosition recovered)
      throws InterruptedException {
    JournalPosition position = recovered;
    historyCheckedAt = System.nanoTime();
    reached(position);
    while (!closed()) {
      List<JournalUnit> units = UnitBatcher.next(position, source);
      if (units.isEmpty()) {
        remember(true);
        pokes.take();
        continue;
      }
      if (passed(historyCheckedAt, HISTORY_CHECK_MS)) {
        connection.checkHistory();
        historyCheckedAt = System.nanoTime();
      }
      position = connection.write(units);
      reached(position);
    }
  }

  private static boolean passed(long sinceNanos, long ms) {
    return System.nanoTime() - sinceNanos >= TimeUnit.MILLISECONDS.toNanos(ms);
  }

  private void reached(JournalPosition position) {
    toRemember = position;
    remember(false);
    JournalStatus before = status;
    Instant since = before.state() == JournalStatus.State.UP ? before.since() : Instant.now();
    publish(
        new JournalStatus(
            JournalStatus.State.UP, "up", "", position.unit(), position.height(), since));
  }

  private void remember(boolean now) {
    if (positionFile != null
        && toRemember != null
        && (now || passed(rememberedAt, POSITION_FILE_MS))) {
      positionFile.write(toRemember);
      toRemember = null;
      rememberedAt = System.nanoTime();
    }
  }

  /** Publishes what a failure means; returns whether it is the end. */
  private boolean stopped(RuntimeException failure) {
    TallystickException own = own(failure);
    if (own != null && (own.kind() == ErrorKind.DAMAGED || own.kind() == ErrorKind.INTERNAL)) {
      LOG.error("The journal's writer stops: {}", own.getMessage());
      become(JournalStatus.State.STOPPED, "stopped: " + own.getMessage(), own.code());
      return true;
    }
    if (!closed()) {
      unreachable(failure, own);
    }
    return false;
  }

  private void unreachable(RuntimeException failure, TallystickException own) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    JournalStatus before = status;
    boolean still = before.state() == JournalStatus.State.UNREACHABLE;
    Instant since = still ? before.since() : Instant.now();
    String why = own == null ? deepest.toString() : own.getMessage();
    if (!still) {
      LOG.warn("Cassandra is unreachable, the journal will catch up: {}", why);
    }
    publish(
        new JournalStatus(
            JournalStatus.State.UNREACHABLE,
            "cassandra unreachable since " + since + ": " + why,
            own == null ? "cassandra_unreachable" : own.code(),
            before.journalledUnit(),
            before.journalledHeight(),
            since));
  }

  private static TallystickException own(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TallystickException own) {
        return own;
      }
    }
    return null;
  }

  private void become(JournalStatus.State state, String text, String code) {
    JournalStatus before = status;
    publish(
        new JournalStatus(
            state, text, code, before.journalledUnit(), before.journalledHeight(), Instant.now()));
  }

  private void publish(JournalStatus next) {
    if (next.state() == JournalStatus.State.UP && status.state() != JournalStatus.State.UP) {
      LOG.info("The journal in Cassandra is up at height {}", next.journalledHeight());
    }
    status = next;
    try {
      listener.accept(next);
    } catch (RuntimeException e) {
      LOG.warn("A listener of the journal's status failed", e);
    }
  }

  /**
   * Stops writing and lets go of Cassandra. What is not journalled yet is journalled after the next
   * start. Idempotent.
   */
  @Override
  public void close() {
    closing.countDown();
    pokes.offer(Boolean.FALSE);
    boolean interrupted = false;
    try {
      thread.join(CLOSE_MS_MAX / 2);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(CLOSE_MS_MAX / 2);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
