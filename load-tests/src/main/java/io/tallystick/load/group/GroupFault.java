package io.tallystick.load.group;

import java.io.IOException;

/**
 * Something that happens to a running group.
 *
 * @param name on the command line and in the report
 * @param needs what must be there for it
 */
record GroupFault(String name, Needs needs, Strike strike) {
  /** What a fault needs. */
  enum Needs {
    NOTHING,
    CASSANDRA,
    SMALL_DISK
  }

  /**
   * Lets it happen under load, and makes it good again: nodes that it ended run when it returns.
   */
  @FunctionalInterface
  interface Strike {
    /**
     * @return what was done, in words
     */
    String on(GroupBench bench) throws IOException;
  }
}
