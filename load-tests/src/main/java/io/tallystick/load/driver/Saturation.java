package io.tallystick.load.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How near to its limit each part was that a run cannot have more of: all processors together, one
 * thread that only one processor can run, a disk, and Cassandra, which may fall behind what
 * settles.
 */
final class Saturation {
  /** A part that was in use for this share of the time is one that a run had too little of. */
  static final double SATURATED = 0.9;

  /** Threads and disks that were in use less are not named. */
  private static final double WORTH_NAMING = 0.02;

  private static final int THREADS_NAMED = 12;
  private static final double NANOS_PER_MS = 1e6;

  /**
   * One part.
   *
   * @param part its name for people
   * @param used the share of the time that it was in use, 0 … 1
   */
  record Limit(String part, double used) {}

  /** Below it the journal falls behind; above, it is what was on its way at the ends. */
  private static final double JOURNALLED_SHARE_MIN = 0.95;

  /** Below it, it is the kernel's own work, such as interrupts, and what rounding leaves. */
  private static final double OTHERS_CORES_WORTH_NAMING = 0.1;

  private static final double NANOS_PER_TICK = 1e7;
  private static final long JOURNAL_GROWTH_BYTES = 32L << 20;

  private final Run.Measured measured;
  private final double nanos;
  private final MachineUse before;
  private final MachineUse after;
  private final ServerMeter.Reading processesBefore;
  private final ServerMeter.Reading processesAfter;

  Saturation(Run.Measured measured) {
    this.measured = measured;
    this.processesBefore = measured.before();
    this.processesAfter = measured.after();
    this.before = measured.useBefore();
    this.after = measured.useAfter();
    this.nanos = after.nanos() - before.nanos();
  }

  /**
   * Adds {@code limits}, the most used part first, and, in cores, {@code others_cpu_cores} and
   * {@code server_threads}.
   */
  void addTo(ObjectNode figures) {
    ArrayNode array = figures.putArray("limits");
    for (Limit limit : limits()) {
      array
          .addObject()
          .put("part", limit.part())
          .put("used", Rounding.thousandths(limit.used()))
          .put("saturated", limit.used() >= SATURATED);
    }
    figures.put("others_cpu_cores", Rounding.thousandths(othersCores()));
    ObjectNode threads = figures.putObject("server_threads");
    coresByThreadName().entrySet().stream()
        .filter(entry -> entry.getValue() >= WORTH_NAMING)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(THREADS_NAMED)
        .forEach(entry -> threads.put(entry.getKey(), Rounding.thousandths(entry.getValue())));
  }

  /** The parts, the most used one first. */
  List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    if (after.allTicks() > before.allTicks()) {
      double busy = after.busyTicks() - before.busyTicks();
      limits.add(new Limit(processors(), busy / (after.allTicks() - before.allTicks())));
    }
    after.diskBusyMs().forEach((name, ms) -> addDisk(name, ms, limits));
    busiestThread(limits);
    addJournal(limits);
    limits.sort(Comparator.comparingDouble(Limit::used).reversed());
    return limits;
  }

  private void addDisk(String name, long ms, List<Limit> limits) {
    Long msBefore = before.diskBusyMs().get(name);
    double used = msBefore == null ? 0 : (ms - msBefore) * NANOS_PER_MS / nanos;
    if (used >= WORTH_NAMING) {
      limits.add(new Limit("disk " + name, Math.min(1, used)));
    }
  }

  private void busiestThread(List<Limit> limits) {
    after.threads().entrySet().stream()
        .map(entry -> new Limit("thread " + entry.getValue().name(), cores(entry.getKey())))
        .max(Comparator.comparingDouble(Limit::used))
        .filter(limit -> limit.used() >= WORTH_NAMING)
        .ifPresent(limits::add);
  }

  private void addJournal(List<Limit> limits) {
    int warmUp = (int) (measured.window().seconds() - measured.window().steadySeconds());
    NodeStatus first = measured.samples().get(warmUp).status();
    NodeStatus last = measured.samples().get(measured.samples().size() - 1).status();
    if (first == null || last == null || last.settledHeight() == first.settledHeight()) {
      return;
    }
    double share =
        (double) (last.journalledHeight() - first.journalledHeight())
            / (last.settledHeight() - first.settledHeight());
    long grownBytes = last.journalLagBytes() - first.journalLagBytes();
    if (grownBytes > JOURNAL_GROWTH_BYTES && share < JOURNALLED_SHARE_MIN) {
      String part =
          String.format(Locale.ROOT, "journal (took %.0f %% of what settled)", 100 * share);
      limits.add(new Limit(part, 1));
    }
  }

  /** Who had the processors, in cores; all that is no part of the run is "others". */
  private String processors() {
    double others = othersCores();
    return String.format(
        Locale.ROOT,
        "processors (server %s, Cassandra %s, driver %.2f%s cores)",
        coresText(processesAfter.server().cpuNanosSince(processesBefore.server())),
        coresText(processesAfter.cassandra().cpuNanosSince(processesBefore.cassandra())),
        driverNanos() / nanos,
        others < OTHERS_CORES_WORTH_NAMING
            ? ""
            : String.format(Locale.ROOT, ", others %.2f", others));
  }

  /**
   * What this machine's processors worked for processes that are neither server, its Cassandra nor
   * driver, in cores; 0 where that is not known.
   */
  double othersCores() {
    double known =
        Math.max(0, processesAfter.server().cpuNanosSince(processesBefore.server()))
            + Math.max(0, processesAfter.cassandra().cpuNanosSince(processesBefore.cassandra()))
            + driverNanos();
    double busy = (after.busyTicks() - before.busyTicks()) * NANOS_PER_TICK;
    return Math.max(0, busy - known) / nanos;
  }

  private double driverNanos() {
    return processesAfter.driverCpuNanos() - processesBefore.driverCpuNanos();
  }

  private String coresText(long cpuNanos) {
    return cpuNanos == ProcessUse.UNKNOWN
        ? "–"
        : String.format(Locale.ROOT, "%.2f", cpuNanos / nanos);
  }

  private double cores(long thread) {
    long used = after.threads().get(thread).cpuNanos();
    return before.threads().containsKey(thread)
        ? (used - before.threads().get(thread).cpuNanos()) / nanos
        : used / nanos;
  }

  /** Threads that differ in a number behind their name are one kind. */
  private Map<String, Double> coresByThreadName() {
    Map<String, Double> sums = new TreeMap<>();
    after
        .threads()
        .forEach(
            (number, use) ->
                sums.merge(
                    use.name().replaceAll("[-#_ ]*[0-9]+$", ""), cores(number), Double::sum));
    return sums;
  }

  /** The limits of a run's figures in one line. */
  static String inWords(JsonNode figures) {
    List<String> words = new ArrayList<>();
    for (JsonNode limit : figures.path("limits")) {
      words.add(
          String.format(
              Locale.ROOT,
              "%s %.0f %%%s",
              limit.path("part").asText(),
              limit.path("used").asDouble() * 100,
              limit.path("saturated").asBoolean() ? " (saturated)" : ""));
    }
    return words.isEmpty() ? "not known" : String.join("; ", words);
  }
}
