package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Writes what is whole of a damaged log into a new one. */
public final class LogCopy {
  /** Payload bytes that are gathered before they are made durable. */
  private static final long FLUSH_BYTES = 4 << 20;

  private final LogStore target;
  private final HardState hardState;
  private final List<LogEntry> waiting = new ArrayList<>();
  private long waitingBytes;
  private long sequence;

  private LogCopy(LogStore target, HardState hardState) {
    this.target = target;
    this.hardState = hardState;
  }

  /**
   * Makes a log of the entries of {@code source} from {@code start} on, durable on return. The
   * source is not changed.
   *
   * @param files an empty folder
   * @return how many entries it holds
   * @throws io.tallystick.base.TallystickException UNAVAILABLE if the disk is full or the folder is
   *     not writable; nothing in it is of use then
   */
  public static long write(
      SurveyedLog source,
      LogFiles files,
      LogSettings settings,
      LogOwner owner,
      LogBeginning start) {
    try (LogStore target = LogStore.create(files, settings, owner, start, Runnable::run)) {
      LogCopy copy = new LogCopy(target, start.hardState());
      source.forEachWhole(
          entry -> {
            if (entry.index() >= start.firstIndex()) {
              copy.add(entry);
            }
          });
      copy.flush();
      return target.lastIndex() - start.firstIndex() + 1;
    }
  }

  private void add(LogEntry entry) {
    waiting.add(entry);
    waitingBytes += entry.length();
    if (waitingBytes >= FLUSH_BYTES) {
      flush();
    }
  }

  private void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    target.accept(new LogWrite(++sequence, hardState, 0, List.copyOf(waiting)));
    while (target.writeGroup()) {
      target.forceGroup();
    }
    waiting.clear();
    waitingBytes = 0;
  }
}
