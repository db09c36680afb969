package io.tallystick.ordering.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One file of the log. Reads may run beside writes to other places of the same file. */
public interface LogFile extends Closeable {
  String name();

  long size() throws IOException;

  /** Writes all remaining bytes at that position. */
  void write(ByteBuffer source, long position) throws IOException;

  /** Reads until the target is full or the file ends; returns the number of bytes read. */
  int read(ByteBuffer target, long position) throws IOException;

  /** Returns once everything written before is on stable storage. */
  void force() throws IOException;
}
