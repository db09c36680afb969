package io.tallystick.persistence.index.column;

/** Where records are read from. */
@FunctionalInterface
public interface RecordSource {
  /** Reads {@code records} records from {@code number} on into {@code target}. Any thread. */
  void read(long number, int records, byte[] target, int offset);
}
