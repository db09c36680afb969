package io.tallystick.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.List;

/**
 * All settings of one node, read from {@code tallystick { … }} (tallystick.conf explains each),
 * checked as a whole.
 */
public record NodeSettings(
    Group group,
    Http http,
    LedgerLimit ledger,
    Ingress ingress,
    Commit commit,
    Log log,
    Store store,
    Journal journal,
    Clock clock) {

  /** Which ledger group the node belongs to. */
  public record Group(String name) {}

  /** How HTTP is served; where it listens is an option of the command line. */
  public record Http(long requestTimeoutMs) {}

  /** Limits of the ledger's own state. */
  public record LedgerLimit(int pendingsMax) {}

  /** Bounds between callers and the log. */
  public record Ingress(
      int slots, long queuedBytesMax, int proposalsInFlightMax, long proposedBytesMax) {}

  /** Bounds between the log and sealed batches. */
  public record Commit(int slots, int readsWaitingMax, int readsPerSlice, boolean spinning) {}

  /** The ordered log. */
  public record Log(
      long segmentBytes,
      long cacheBytes,
      long heartbeatMs,
      long electionTimeoutMinMs,
      long electionTimeoutMaxMs) {}

  /** Local files. */
  public record Store(
      int indexEntriesMax,
      long checkpointLogBytes,
      int checkpointPagesPerSlice,
      long freeBytesMin,
      int columnRecords) {}

  /** The journal's units and backlog; which Cassandra it is in is an option of the command line. */
  public record Journal(
      long unitBytes, long unitAgeMaxMs, long backlogBytesMax, long startWaitMs) {}

  /** The stamping clock. */
  public record Clock(long jumpMaxMs) {}

  /** The defaults, with system properties over them. */
  public static NodeSettings defaults() {
    return of(ConfigFactory.load("tallystick"));
  }

  /**
   * Reads and checks.
   *
   * @throws TallystickException {@code configuration_invalid}, naming every wrong value
   */
  public static NodeSettings of(Config root) {
    Config config = root.getConfig("tallystick");
    SettingsReader read = new SettingsReader(config);
    NodeSettings settings =
        new NodeSettings(
            new Group(read.text("group.name")),
            new Http(read.durationMs("http.request-timeout", 1, 600_000)),
            new LedgerLimit((int) read.number("ledger.pendings-max", 1, 100_000_000)),
            new Ingress(
                read.powerOfTwo("ingress.slots", 16, 1 << 20),
                read.bytes("ingress.queued-bytes-max", 4 << 20, 4L << 30),
                (int) read.number("ingress.proposals-in-flight-max", 1, 64),
                read.bytes("ingress.proposed-bytes-max", 2 << 20, 256 << 20)),
            new Commit(
                read.powerOfTwo("commit.slots", 4, 1024),
                (int) read.number("commit.reads-waiting-max", 1, 1_000_000),
                (int) read.number("commit.reads-per-slice", 1, 100_000),
                read.oneOf("commit.wait", "parking", "spinning").equals("spinning")),
            new Log(
                read.bytes("log.segment-bytes", 4 << 20, 1L << 30),
                read.bytes("log.cache-bytes", 4 << 20, 4L << 30),
                read.durationMs("log.heartbeat", 10, 10_000),
                read.durationMs("log.election-timeout-min", 50, 60_000),
                read.durationMs("log.election-timeout-max", 50, 60_000)),
            new Store(
                read.powerOfTwo("store.index-entries-max", 1 << 16, 1 << 26),
                read.bytes("store.checkpoint-log-bytes", 1 << 20, 16L << 30),
                (int) read.number("store.checkpoint-pages-per-slice", 1, 1 << 20),
                read.bytes("store.free-bytes-min", 0, 1L << 40),
                (int) read.number("store.column-records", 1 << 10, 1 << 21)),
            new Journal(
                read.bytes("journal.unit-bytes", 1 << 10, 4 << 20),
                read.durationMs("journal.unit-age-max", 1, 60_000),
                read.bytes("journal.backlog-bytes-max", 16 << 20, 1L << 44),
                read.durationMs("journal.start-wait", 1, 600_000)),
            new Clock(read.durationMs("clock.jump-max", 1_000, 86_400_000)));
    read.require(
        settings.log.electionTimeoutMinMs >= 3 * settings.log.heartbeatMs,
        "log.election-timeout-min must be at least three heartbeats");
    read.require(
        settings.log.electionTimeoutMaxMs > settings.log.electionTimeoutMinMs,
        "log.election-timeout-max must be above log.election-timeout-min");
    read.require(
        settings.ingress.proposedBytesMax <= settings.log.cacheBytes,
        "ingress.proposed-bytes-max must not exceed log.cache-bytes, or appliers read back from disk");
    read.require(
        settings.group.name.matches("[A-Za-z0-9-]{1,32}"),
        "group.name must be 1 to 32 of A-Z a-z 0-9 -");
    List<String> wrong = read.wrong();
    if (!wrong.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "configuration_invalid",
          "the configuration is not usable: " + String.join("; ", wrong));
    }
    return settings;
  }
}
