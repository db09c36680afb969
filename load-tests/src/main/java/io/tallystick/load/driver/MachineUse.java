package io.tallystick.load.driver;

import io.tallystick.load.process.ProcFs;
import io.tallystick.load.process.ProcFs.ThreadUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the machine's processors and disks and the server's threads have done up to now. Empty where
 * there is no {@code /proc}.
 *
 * @param nanos when, {@link System#nanoTime()}
 * @param busyTicks what all processors together have worked, hundredths of a second
 * @param allTicks the same with what they were idle, waited, or were taken by other machines
 * @param diskBusyMs how long each disk had something to do, ms; partitions are not told apart from
 *     their disk
 * @param threads the server's threads by number
 */
record MachineUse(
    long nanos,
    long busyTicks,
    long allTicks,
    Map<String, Long> diskBusyMs,
    Map<Long, ThreadUse> threads) {
  /** Columns of the first line of {@code /proc/stat}, behind its name; see proc(5). */
  private static final int IDLE = 3;

  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  /** Columns of {@code /proc/diskstats}; Linux, Documentation/admin-guide/iostats.rst. */
  private static final int DISK_NAME = 2;

  private static final int DISK_BUSY_MS = 12;

  static MachineUse read(OptionalLong serverPid) {
    long busy = 0;
    long all = 0;
    List<String> stat = ProcFs.lines("stat");
    if (!stat.isEmpty()) {
      String[] columns = stat.get(0).substring("cpu".length()).trim().split("\\s+");
      // What guests have used, behind steal, is in the first columns already.
      for (int i = 0; i <= STEAL && i < columns.length; i++) {
        long ticks = Long.parseLong(columns[i]);
        all += ticks;
        busy += i == IDLE || i == IO_WAIT || i == STEAL ? 0 : ticks;
      }
    }
    Map<String, Long> disks = new HashMap<>();
    for (String line : ProcFs.lines("diskstats")) {
      String[] columns = line.trim().split("\\s+");
      if (columns.length > DISK_BUSY_MS) {
        disks.put(columns[DISK_NAME], Long.parseLong(columns[DISK_BUSY_MS]));
      }
    }
    return new MachineUse(
        System.nanoTime(),
        busy,
        all,
        disks,
        serverPid.isPresent() ? ProcFs.threads(serverPid.getAsLong()) : Map.of());
  }
}
