package io.tallystick.ordering.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The folder of one log: the seam at which tests put a simulated disk. */
public interface LogFiles extends Closeable {
  /** Names of all files, in no particular order. */
  List<String> names() throws IOException;

  /**
   * A file of that many zero bytes, all of them allocated and durable, or an error. One that has
   * the name already is overwritten in place.
   */
  LogFile create(String name, long bytes) throws IOException;

  LogFile open(String name) throws IOException;

  /** Gives a file its final name, durably. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /** The folder, for messages. */
  String describe();
}
