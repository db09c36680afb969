package io.tallystick.load.driver;

import com.sun.management.OperatingSystemMXBean;
import io.tallystick.load.process.ProcFs;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** Measures the driver itself, the server and its Cassandra child. */
final class ServerMeter {
  /**
   * One look at all three.
   *
   * @param nanos when, {@link System#nanoTime()}
   */
  record Reading(long nanos, long driverCpuNanos, ProcessUse server, ProcessUse cassandra) {}

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final OptionalLong server;

  ServerMeter(OptionalLong server) {
    this.server = server;
  }

  /** The meter of a server by process id, or else of the one that listens on a local port. */
  static ServerMeter of(Long pid, String host, int port) {
    if (pid != null) {
      return new ServerMeter(OptionalLong.of(pid));
    }
    boolean local = host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    return new ServerMeter(local ? ProcFs.listener(port) : OptionalLong.empty());
  }

  Reading read() {
    OptionalLong cassandra =
        server.isPresent() ? ProcFs.cassandraOf(server.getAsLong()) : OptionalLong.empty();
    return new Reading(
        System.nanoTime(),
        system.getProcessCpuTime(),
        ProcessUse.of(server),
        ProcessUse.of(cassandra));
  }

  OptionalLong server() {
    return server;
  }
}
