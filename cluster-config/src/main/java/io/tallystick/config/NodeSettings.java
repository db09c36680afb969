package io.tallystick.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of one node, read from {@code tallystick { … }} (tallystick.conf explains each),
 * checked as a whole.
 */
public record NodeSettings(
    Group group,
    Http http,
    Security security,
    LedgerLimit ledger,
    Ingress ingress,
    Commit commit,
    Log log,
    Cluster cluster,
    Forward forward,
    Agreement agreement,
    Store store,
    Journal journal,
    Clock clock) {

  /** Which ledger group the node belongs to. */
  public record Group(String name) {}

  /** How HTTP is served; where it listens is an option of the command line. */
  public record Http(long requestTimeoutMs) {}

  /**
   * Who may ask.
   *
   * @param signed whether every request must be signed by a participant's key
   * @param operatorKey public key of the first operator; empty for none
   * @param signatureAgeMaxMs how old a signature's {@code created} may be
   * @param signatureAheadMaxMs how far it may be ahead of this node's clock
   * @param noncesMax most nonces remembered, of all keys
   * @param noncesPerKeyMax most nonces remembered of one key
   * @param signaturesWaitingMax most signatures that wait to be verified
   */
  public record Security(
      boolean signed,
      String operatorKey,
      long signatureAgeMaxMs,
      long signatureAheadMaxMs,
      int noncesMax,
      int noncesPerKeyMax,
      int signaturesWaitingMax) {}

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

  /** Between the replicas of a group. */
  public record Cluster(
      int appendBytesMax,
      long followerWindowBytes,
      int followerWindowAppends,
      int promotionLagMax,
      int readBarrierTimeoutMs,
      long frameBytesMax,
      long largeFrameBytesMax,
      int largeFramesPooled) {}

  /** Bodies on their way to the leader. */
  public record Forward(int bodiesInFlightMax, long bytesInFlightMax, long leaderGraceMs) {}

  /** The comparison of batches between replicas. */
  public record Agreement(long heartbeatMs, long noMajorityAfterMs) {}

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

  private static final String DEFAULTS_FILE = "tallystick.conf";

  /** The defaults, with system properties over them. */
  public static NodeSettings defaults() {
    return of(ConfigFactory.load("tallystick"));
  }

  /**
   * An operator's file over the defaults, with system properties over both.
   *
   * @throws TallystickException {@code configuration_unreadable} if it is missing or no HOCON, or
   *     as {@link #of}
   */
  public static NodeSettings ofFile(Path file) {
    return load(Optional.of(file), Map.of());
  }

  /**
   * An operator's file, if there is one, over the defaults, with system properties over both, and
   * single values over all of that.
   *
   * @param overrides values by path below {@code tallystick}
   * @throws TallystickException as {@link #ofFile}
   */
  public static NodeSettings load(Optional<Path> file, Map<String, String> overrides) {
    Config over = ConfigFactory.parseMap(overrides, "the command line").atPath("tallystick");
    Config below = file.map(NodeSettings::parsed).orElseGet(() -> ConfigFactory.load("tallystick"));
    return of(over.withFallback(below).resolve());
  }

  private static Config parsed(Path file) {
    try {
      Config operators =
          ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
      return ConfigFactory.load(
          operators.withFallback(ConfigFactory.parseResources(DEFAULTS_FILE)));
    } catch (ConfigException problem) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "configuration_unreadable",
          file + " cannot be read as HOCON: " + problem.getMessage(),
          problem);
    }
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
            new Security(
                read.oneOf("security.mode", "development", "signed").equals("signed"),
                read.text("security.operator-key"),
                read.durationMs("security.signature-age-max", 1_000, 3_600_000),
                read.durationMs("security.signature-ahead-max", 0, 3_600_000),
                (int) read.number("security.nonces-max", 1, 1 << 26),
                (int) read.number("security.nonces-per-key-max", 1, 1 << 26),
                (int) read.number("security.signatures-waiting-max", 1, 1 << 20)),
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
            new Cluster(
                (int) read.bytes("cluster.append-bytes-max", 64 << 10, 64 << 20),
                read.bytes("cluster.follower-window-bytes", 4 << 20, 1L << 30),
                (int) read.number("cluster.follower-window-appends", 1, 500),
                (int) read.number("cluster.promotion-lag-max", 0, 1_000_000),
                (int) read.durationMs("cluster.read-barrier-timeout", 100, 600_000),
                read.bytes("cluster.frame-bytes-max", 64 << 10, 16 << 20),
                read.bytes("cluster.large-frame-bytes-max", 1 << 20, 256 << 20),
                (int) read.number("cluster.large-frames-pooled", 1, 256)),
            new Forward(
                (int) read.number("forward.bodies-in-flight-max", 1, 16_384),
                read.bytes("forward.bytes-in-flight-max", 2 << 20, 4L << 30),
                read.durationMs("forward.leader-grace", 0, 60_000)),
            new Agreement(
                read.durationMs("agreement.heartbeat", 10, 10_000),
                read.durationMs("agreement.no-majority-after", 100, 3_600_000)),
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
        settings.agreement.noMajorityAfterMs > settings.log.electionTimeoutMaxMs,
        "agreement.no-majority-after must be longer than log.election-timeout-max");
    read.require(
        settings.log.electionTimeoutMinMs >= 3 * settings.log.heartbeatMs,
        "log.election-timeout-min must be at least three heartbeats");
    read.require(
        settings.log.electionTimeoutMaxMs > settings.log.electionTimeoutMinMs,
        "log.election-timeout-max must be above log.election-timeout-min");
    read.require(
        settings.cluster.followerWindowBytes >= settings.cluster.appendBytesMax,
        "cluster.follower-window-bytes must hold cluster.append-bytes-max");
    read.require(
        settings.cluster.readBarrierTimeoutMs >= settings.log.electionTimeoutMaxMs,
        "cluster.read-barrier-timeout must be at least log.election-timeout-max");
    read.require(
        settings.cluster.largeFrameBytesMax > settings.cluster.appendBytesMax,
        "cluster.large-frame-bytes-max must be above cluster.append-bytes-max");
    read.require(
        settings.ingress.proposedBytesMax <= settings.log.cacheBytes,
        "ingress.proposed-bytes-max must not exceed log.cache-bytes, or appliers read back from disk");
    read.require(
        settings.security.noncesPerKeyMax <= settings.security.noncesMax,
        "security.nonces-per-key-max must not exceed security.nonces-max");
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
