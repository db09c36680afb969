package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A log store opened for a test, with short ways to write and to read it. */
final class TestLog implements AutoCloseable {
  static final ReplicaId SELF = new ReplicaId(1, 1);
  static final LogOwner OWNER = new LogOwner("test", SELF);
  static final Membership ALONE = Membership.ofVoters(List.of(SELF));

  /** Segments of 64 KiB, entries up to 4 KiB, groups up to 8 KiB, nothing cached. */
  static final LogSettings SETTINGS = new LogSettings(64 << 10, 4_096, 8_192, 0);

  final LogStore store;
  private long sequence;

  TestLog(LogFiles files) {
    this(files, SETTINGS);
  }

  TestLog(LogFiles files, LogSettings settings) {
    store = LogStore.open(files, settings, OWNER, ALONE, Runnable::run);
  }

  static LogEntry entry(long index, long term, String text) {
    return LogEntry.of(index, term, EntryKind.PAYLOAD, text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(LogEntry entry) {
    return new String(entry.bytes(), entry.offset(), entry.length(), StandardCharsets.UTF_8);
  }

  /** Hands entries over, not yet durable; returns the sequence. */
  long accept(long truncateFrom, HardState hardState, LogEntry... entries) {
    store.accept(new LogWrite(++sequence, hardState, truncateFrom, List.of(entries)));
    return sequence;
  }

  /** Appends texts in a term, each as an entry. */
  long append(long term, String... texts) {
    LogEntry[] entries = new LogEntry[texts.length];
    for (int i = 0; i < texts.length; i++) {
      entries[i] = entry(store.lastIndex() + 1 + i, term, texts[i]);
    }
    return accept(0, new HardState(term, null, 0), entries);
  }

  /** Makes durable all that waits. */
  void commit() {
    while (store.writeGroup()) {
      store.forceGroup();
    }
  }

  /** All entries as {@code term:text}. */
  List<String> contents() {
    List<String> found = new ArrayList<>();
    EntryReader reader = store.reader();
    for (long index = store.firstIndex(); index <= store.lastIndex(); index++) {
      LogEntry entry = reader.read(index, store.lastIndex());
      if (entry.index() != index) {
        throw new AssertionError("asked for " + index + ", got " + entry);
      }
      if (store.term(index) != entry.term()) {
        throw new AssertionError("term of " + entry + " is told as " + store.term(index));
      }
      found.add(entry.term() + ":" + text(entry));
    }
    return found;
  }

  @Override
  public void close() {
    store.close();
  }
}
