package io.tallystick.load.driver;

import io.tallystick.load.process.ProcFs;
import java.util.OptionalLong;

/**
 * What a process has used up to now.
 *
 * @param cpuNanos processor time; -1 if not known
 * @param residentBytes resident memory; -1 if not known
 * @param residentBytesPeak its peak since the process started; -1 if not known
 */
record ProcessUse(long cpuNanos, long residentBytes, long residentBytesPeak) {
  static final long UNKNOWN = -1;
  private static final ProcessUse NOTHING = new ProcessUse(UNKNOWN, UNKNOWN, UNKNOWN);

  static ProcessUse of(OptionalLong pid) {
    if (pid.isEmpty()) {
      return NOTHING;
    }
    long id = pid.getAsLong();
    return new ProcessUse(
        ProcFs.cpuNanos(id).orElse(UNKNOWN),
        ProcFs.residentBytes(id).orElse(UNKNOWN),
        ProcFs.residentBytesPeak(id).orElse(UNKNOWN));
  }

  /** Processor time since {@code before}, in nanoseconds; {@link #UNKNOWN} if not known. */
  long cpuNanosSince(ProcessUse before) {
    return cpuNanos < 0 || before.cpuNanos < 0 ? UNKNOWN : cpuNanos - before.cpuNanos;
  }
}
