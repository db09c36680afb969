package io.tallystick.ordering.transport;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** How much memory outside the heap this process may take for buffers. */
final class DirectMemory {
  private DirectMemory() {}

  /** Bytes; without {@code -XX:MaxDirectMemorySize} as much as the heap may have. */
  static long bytesMax() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long given = Long.parseLong(machine.getVMOption("MaxDirectMemorySize").getValue());
    return given > 0 ? given : Runtime.getRuntime().maxMemory();
  }
}
