package io.tallystick.ordering.log;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.Membership;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * The log of one replica. One thread hands over writes ({@link #accept}, in memory, never blocks)
 * and sees them at once through a {@link LoadingLogView}; another makes them durable, everything
 * that waits by one fsync ({@link #writeGroup}, {@link #forceGroup}); any thread reads through an
 * {@link EntryReader}. After a failed write or fsync nothing is written any more: what the files
 * hold is then unknown, and a second fsync would not tell.
 */
public final class LogStore implements AutoCloseable {
  private final LogFiles files;
  private final LogSettings settings;
  private final SegmentLog segments;
  private final HardState recoveredHardState;
  private final NavigableMap<Long, Membership> recoveredMemberships;

  private final Object lock = new Object();
  private final TermTable terms;
  private RecentEntries recent;
  private long takenBack;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private HardState groupHardState;

  private long writtenSequence;
  private LogEntry newestWritten;
  private volatile long durableSequence;
  private volatile TallystickException failure;

  /** A write of which the first items may already be in a group. */
  private static final class Waiting {
    final LogWrite write;
    boolean reset;
    boolean truncated;
    int entriesTaken;

    Waiting(LogWrite write) {
      this.write = write;
      this.reset = write.reset() == null;
      this.truncated = write.truncateFrom() == 0;
    }
  }

  private LogStore(LogFiles files, LogSettings settings, SegmentLog segments) {
    this.files = files;
    this.settings = settings;
    this.segments = segments;
    LogState state = segments.state();
    this.recoveredHardState = state.hardState;
    this.recoveredMemberships = new TreeMap<>(state.memberships);
    this.groupHardState = state.hardState;
    this.terms = state.terms.copy();
    this.recent = new RecentEntries(settings.cacheBytesMax(), terms.lastIndex() + 1);
  }

  /** As below, with nothing known besides the log. */
  public static LogStore open(
      LogFiles files,
      LogSettings settings,
      LogOwner owner,
      Membership initial,
      Executor background) {
    return open(files, settings, owner, initial, SettledElsewhere.NOTHING, background);
  }

  /**
   * Opens the log; a torn end is cut, a missing log is made.
   *
   * @param initial the members of a new log
   * @param settled what is known of settled entries besides, lest one of them is cut as torn
   * @param background allocates and deletes files beside the writing
   * @throws TallystickException DAMAGED naming file, offset and entry if anything durable is not
   *     what was written; UNPROCESSABLE if it is another replica's log; UNAVAILABLE if the disk is
   *     full or the folder is not writable
   */
  public static LogStore open(
      LogFiles files,
      LogSettings settings,
      LogOwner owner,
      Membership initial,
      SettledElsewhere settled,
      Executor background) {
    check(settings);
    return new LogStore(
        files, settings, SegmentLog.open(files, settings, owner, initial, settled, background));
  }

  /**
   * Makes a log that begins elsewhere than at entry 1.
   *
   * @param files an empty folder
   * @throws TallystickException as {@link #open}
   */
  public static LogStore create(
      LogFiles files,
      LogSettings settings,
      LogOwner owner,
      LogBeginning start,
      Executor background) {
    check(settings);
    return new LogStore(
        files, settings, SegmentLog.create(files, settings, owner, start, background));
  }

  private static void check(LogSettings settings) {
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID, "settings_invalid", String.join("; ", problems));
    }
  }

  /** As found at opening. */
  public HardState recoveredHardState() {
    return recoveredHardState;
  }

  /** By index, as found at opening; the lowest key is the membership from which the log starts. */
  public NavigableMap<Long, Membership> recoveredMemberships() {
    return recoveredMemberships;
  }

  /** Takes a write. Everything in it is visible at once and durable later. */
  public void accept(LogWrite write) {
    TallystickException failed = failure;
    if (failed != null) {
      throw failed;
    }
    synchronized (lock) {
      if (write.reset() != null || write.truncateFrom() != 0) {
        takenBack++;
      }
      if (write.reset() != null) {
        terms.reset(write.reset().index() + 1, write.reset().term());
        recent = new RecentEntries(settings.cacheBytesMax(), write.reset().index() + 1);
      }
      if (write.truncateFrom() != 0) {
        terms.truncate(write.truncateFrom());
        recent.truncate(write.truncateFrom());
      }
      for (LogEntry entry : write.entries()) {
        Checks.inRange(entry.length(), 0, settings.entryBytesMax(), "payload bytes of an entry");
        terms.append(entry.index(), entry.term());
        recent.append(entry);
      }
      waiting.add(new Waiting(write));
    }
  }

  /** Whether something waits to be written. */
  public boolean hasWaiting() {
    synchronized (lock) {
      return !waiting.isEmpty();
    }
  }

  /** Writes what waits, as much as fits one group; false if nothing waited. */
  public boolean writeGroup() {
    requireWorking();
    if (resetIfNext()) {
      return true;
    }
    List<Object> items = new ArrayList<>();
    HardState hardState;
    long sequence;
    synchronized (lock) {
      if (waiting.isEmpty()) {
        return false;
      }
      sequence = takeGroup(items);
      hardState = groupHardState;
    }
    try {
      segments.write(items, hardState);
    } catch (IOException e) {
      throw fail(e, "write the ordering log");
    }
    if (sequence != 0) {
      writtenSequence = sequence;
    }
    for (int i = items.size() - 1; i >= 0; i--) {
      if (items.get(i) instanceof LogEntry entry) {
        newestWritten = entry;
        break;
      }
    }
    return true;
  }

  /** A new beginning is a file of its own; what follows it is written by the next calls. */
  private boolean resetIfNext() {
    LogWrite next;
    synchronized (lock) {
      if (waiting.isEmpty() || waiting.peek().reset) {
        return false;
      }
      waiting.peek().reset = true;
      next = waiting.peek().write;
      // Only what the file will hold may be called committed in it.
      HardState given = next.hardState();
      groupHardState = new HardState(given.term(), given.vote(), next.reset().index());
    }
    try {
      segments.resetTo(next.reset(), groupHardState);
    } catch (IOException e) {
      throw fail(e, "begin the ordering log anew");
    }
    return true;
  }

  /** Collects items; returns the sequence of the last write that is complete with them, or 0. */
  private long takeGroup(List<Object> items) {
    int bodyBytes = 0;
    long complete = 0;
    while (!waiting.isEmpty()) {
      Waiting next = waiting.peek();
      if (!next.reset) {
        return complete;
      }
      if (!next.truncated) {
        if (!GroupEncoder.fits(bodyBytes, 0, settings.groupBytesMax())) {
          return complete;
        }
        items.add(next.write.truncateFrom());
        bodyBytes += LogFormat.recordBytes(0);
        next.truncated = true;
      }
      List<LogEntry> entries = next.write.entries();
      while (next.entriesTaken < entries.size()) {
        LogEntry entry = entries.get(next.entriesTaken);
        if (!GroupEncoder.fits(bodyBytes, entry.length(), settings.groupBytesMax())) {
          return complete;
        }
        items.add(entry);
        bodyBytes += LogFormat.recordBytes(entry.length());
        next.entriesTaken++;
      }
      complete = next.write.sequence();
      groupHardState = next.write.hardState();
      waiting.poll();
    }
    return complete;
  }

  /** Makes durable what was written; returns the sequence up to which everything is durable. */
  public long forceGroup() {
    requireWorking();
    try {
      segments.force();
    } catch (IOException e) {
      throw fail(e, "fsync the ordering log");
    }
    durableSequence = writtenSequence;
    LogEntry newest = newestWritten;
    if (newest != null) {
      synchronized (lock) {
        recent.written(newest);
      }
      newestWritten = null;
    }
    return durableSequence;
  }

  private void requireWorking() {
    if (failure != null) {
      throw failure;
    }
  }

  private TallystickException fail(IOException cause, String what) {
    failure = LogErrors.of(cause, what, files.describe());
    return failure;
  }

  /** Why nothing is written any more; null while all is well. */
  public TallystickException failure() {
    return failure;
  }

  /** Everything up to this sequence is durable. */
  public long durableSequence() {
    return durableSequence;
  }

  /**
   * Deletes whole segment files whose entries all lie below the index. The caller makes sure that
   * nobody needs them.
   */
  public void cutBefore(long index) {
    long first = segments.cutBefore(index);
    synchronized (lock) {
      if (first > terms.firstIndex()) {
        terms.cutBefore(first);
      }
    }
  }

  /** As in {@link io.tallystick.ordering.raft.LogView}, like the three below. */
  public long firstIndex() {
    synchronized (lock) {
      return terms.firstIndex();
    }
  }

  public long lastIndex() {
    synchronized (lock) {
      return terms.lastIndex();
    }
  }

  public long term(long index) {
    synchronized (lock) {
      return terms.term(index);
    }
  }

  public long firstIndexOfTermAt(long index) {
    synchronized (lock) {
      return terms.firstIndexOfTermAt(index);
    }
  }

  /**
   * How often entries were taken back since the log was opened: truncated, or all of them reset.
   */
  long takenBack() {
    synchronized (lock) {
      return takenBack;
    }
  }

  /** Only what is in memory; the rest is for threads that may wait. */
  List<LogEntry> entries(long from, long bytesMax) {
    synchronized (lock) {
      return recent.from(from, bytesMax);
    }
  }

  /** A reader for one thread. */
  public EntryReader reader() {
    return new EntryReader(this, segmentReader());
  }

  SegmentReader segmentReader() {
    return new SegmentReader(segments.state().runs);
  }

  /** The entry if it is in memory, else null. */
  LogEntry recent(long index) {
    synchronized (lock) {
      return recent.get(index);
    }
  }

  /** Closes the files. What still waits is lost, as it was never reported durable. */
  @Override
  public void close() {
    try {
      segments.close();
      files.close();
    } catch (IOException e) {
      throw LogErrors.of(e, "close the ordering log", files.describe());
    }
  }
}
