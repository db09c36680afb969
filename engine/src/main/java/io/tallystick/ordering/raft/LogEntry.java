package io.tallystick.ordering.raft;

import java.util.Objects;

/**
 * One entry of the log. The payload is a slice of an array that nobody changes once the entry
 * exists; it is passed by reference and never copied in memory.
 */
public final class LogEntry {
  private static final byte[] NOTHING = new byte[0];

  private final long index;
  private final long term;
  private final EntryKind kind;
  private final byte[] bytes;
  private final int offset;
  private final int length;

  public LogEntry(long index, long term, EntryKind kind, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.index = index;
    this.term = term;
    this.kind = Objects.requireNonNull(kind, "kind");
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** An entry over a whole array. */
  public static LogEntry of(long index, long term, EntryKind kind, byte[] payload) {
    return new LogEntry(index, term, kind, payload, 0, payload.length);
  }

  /** An entry without payload. */
  public static LogEntry noOp(long index, long term) {
    return new LogEntry(index, term, EntryKind.NO_OP, NOTHING, 0, 0);
  }

  /** Position in the log, from 1. */
  public long index() {
    return index;
  }

  /** The leader's term under which it was proposed, from 1. */
  public long term() {
    return term;
  }

  public EntryKind kind() {
    return kind;
  }

  /** The array that holds the payload at {@link #offset()}; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int offset() {
    return offset;
  }

  /** Bytes of the payload. */
  public int length() {
    return length;
  }

  @Override
  public String toString() {
    return kind + " " + index + "@" + term + " (" + length + " bytes)";
  }
}
