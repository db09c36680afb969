package io.tallystick.load.group;

import io.tallystick.load.process.Programs;
import io.tallystick.load.process.SharedCassandra;
import java.io.IOException;

/** Cassandra dies or stands still; settling must not care. */
final class CassandraFaults {
  private static final long UP_MS_MAX = 180_000;
  private static final int FROZEN_MS_MIN = 2_000;
  private static final int FROZEN_MS_MAX = 15_000;

  private CassandraFaults() {}

  static String killed(GroupBench bench) {
    SharedCassandra cassandra = bench.group().cassandra().orElseThrow();
    bench.note("kill Cassandra");
    long pid = cassandra.pid();
    cassandra.kill();
    io.tallystick.load.process.NodeProcess.awaitGone(pid, UP_MS_MAX);
    cassandra.awaitUp(UP_MS_MAX);
    return "Cassandra killed and started again";
  }

  static String frozen(GroupBench bench) throws IOException {
    long pid = bench.group().cassandra().orElseThrow().pid();
    bench.note("freeze Cassandra");
    Programs.freeze(pid);
    try {
      return "Cassandra frozen for " + bench.pause(FROZEN_MS_MIN, FROZEN_MS_MAX) + " ms";
    } finally {
      Programs.thaw(pid);
    }
  }
}
