package io.tallystick.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
    Accounts accounts,
    Forward forward,
    Gateway gateway,
    Agreement agreement,
    Store store,
    Journal journal,
    Cassandra cassandra,
    Clock clock) {

  /** Which ledger group the node belongs to. */
  public record Group(String name) {}

  /**
   * How HTTP is served; the port is an option of the command line.
   *
   * @param host interface that it listens on
   * @param allowedHosts names accepted in {@code Host}, each with the own port or, written {@code
   *     NAME:PORT}, with that one; empty accepts every name
   * @param healthHost interface of the health port
   * @param healthPort of health and metrics alone, plain; 0: none
   * @param tls empty: plain HTTP
   */
  public record Http(
      String host,
      Set<String> allowedHosts,
      long requestTimeoutMs,
      String healthHost,
      int healthPort,
      Optional<Tls> tls) {
    public Http {
      allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
      return LOOPBACK.contains(host);
    }
  }

  /**
   * TLS of HTTP, in PEM files that are read again when they change.
   *
   * @param certificate the server's certificate and those between it and its CA
   * @param key its private key, PKCS #8
   * @param clientCa callers must show a certificate of one of these; empty asks for none
   */
  public record Tls(Path certificate, Path key, Optional<Path> clientCa) {}

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

  /**
   * Bounds of accounts' actors.
   *
   * @param singlesInFlightMax of one account that is not guarded, on this node
   * @param doorIdleMs how long such an account's door stays without use
   * @param chainsInFlightMax for which grants are collected, on this node
   */
  public record Accounts(
      int singlesInFlightMax, long doorIdleMs, int chainsInFlightMax, Guarded guarded) {}

  /**
   * Bounds of each guarded account's actor.
   *
   * @param commandsWaitingMax while it recovers, claims or writes
   * @param grantsMax whose outcome is not known
   * @param approvalsWaitingMax transfers and changes that wait for approvals
   * @param idleMs how long it stays without use
   * @param lookIntervalMs how often it looks for what has expired
   */
  public record Guarded(
      int commandsWaitingMax,
      int grantsMax,
      int approvalsWaitingMax,
      long idleMs,
      long lookIntervalMs) {}

  /** Bodies on their way to the leader. */
  public record Forward(int bodiesInFlightMax, long bytesInFlightMax, long leaderGraceMs) {}

  /**
   * How a node without a replica reaches ledger nodes over HTTP.
   *
   * @param ledgerUrls where they serve; empty: they say so themselves over remoting
   * @param ca CAs of their certificates; empty where all serve plain HTTP
   */
  public record Gateway(List<URI> ledgerUrls, Optional<Path> ca) {
    public Gateway {
      ledgerUrls = List.copyOf(ledgerUrls);
    }
  }

  /** The comparison of batches between replicas. */
  public record Agreement(long heartbeatMs, long noMajorityAfterMs) {}

  /** Local files. */
  public record Store(
      int indexEntriesMax,
      long checkpointLogBytes,
      int checkpointPagesPerSlice,
      long freeBytesMin,
      int columnRecords) {}

  /** The journal's units and backlog. */
  public record Journal(
      long unitBytes, long unitAgeMaxMs, long backlogBytesMax, long startWaitMs) {}

  /**
   * The Cassandra that holds the journal, unless the command line says which.
   *
   * @param contactPoints {@code host:port}; empty where the command line says it
   * @param datacenter the local one; empty takes that of the contact points
   * @param replicas by data centre, for keyspaces that are created; empty: one replica
   */
  public record Cassandra(
      List<String> contactPoints,
      String datacenter,
      String keyspace,
      String entityKeyspace,
      Map<String, Integer> replicas) {
    public Cassandra {
      contactPoints = List.copyOf(contactPoints);
      replicas = Map.copyOf(replicas);
    }

    /** The replication of keyspaces that are created, as a CQL map; empty for the default. */
    public Optional<String> replication() {
      if (replicas.isEmpty()) {
        return Optional.empty();
      }
      StringBuilder cql = new StringBuilder("{'class': 'NetworkTopologyStrategy'");
      new TreeMap<>(replicas)
          .forEach((name, count) -> cql.append(", '").append(name).append("': ").append(count));
      return Optional.of(cql.append('}').toString());
    }
  }

  /** The stamping clock. */
  public record Clock(long jumpMaxMs) {}

  /** All settings with their defaults, on the class path. */
  static final String DEFAULTS_FILE = "tallystick.conf";

  /** Everything of ours stands below it. */
  static final String ROOT = "tallystick";

  static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");
  private static final String KEYSPACE = "[a-z][a-z0-9_]{0,47}";
  private static final int REPLICAS_MAX = 9;

  /** The defaults, with system properties over them. */
  public static NodeSettings defaults() {
    return NodeConfiguration.defaults().settings();
  }

  /**
   * Reads and checks.
   *
   * @throws TallystickException {@code configuration_invalid}, naming every wrong value
   */
  public static NodeSettings of(Config root) {
    Config config = root.getConfig(ROOT);
    SettingsReader read = new SettingsReader(config);
    NodeSettings settings =
        new NodeSettings(
            new Group(read.text("group.name")),
            HttpSettings.http(read),
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
                read.bytes("cluster.frame-bytes-max", 192 << 10, 16 << 20),
                read.bytes("cluster.large-frame-bytes-max", 1 << 20, 256 << 20),
                (int) read.number("cluster.large-frames-pooled", 1, 256)),
            readAccounts(read),
            new Forward(
                (int) read.number("forward.bodies-in-flight-max", 1, 16_384),
                read.bytes("forward.bytes-in-flight-max", 4 << 20, 4L << 30),
                read.durationMs("forward.leader-grace", 0, 60_000)),
            HttpSettings.gateway(read),
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
            readCassandra(read),
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
    read.wrong(UnknownSettings.ofClassPath().in(config, ConfigFactory.systemProperties()));
    List<String> wrong = read.wrong();
    if (!wrong.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "configuration_invalid",
          "the configuration is not usable: " + String.join("; ", wrong));
    }
    return settings;
  }

  private static Accounts readAccounts(SettingsReader read) {
    Accounts accounts =
        new Accounts(
            (int) read.number("accounts.singles-in-flight-max", 1, 1 << 20),
            read.durationMs("accounts.door-idle", 1_000, 86_400_000),
            (int) read.number("accounts.chains-in-flight-max", 1, 8_192),
            new Guarded(
                (int) read.number("accounts.guarded.commands-waiting-max", 1, 1 << 16),
                (int) read.number("accounts.guarded.grants-max", 1, 8_192),
                (int) read.number("accounts.guarded.approvals-waiting-max", 1, 512),
                read.durationMs("accounts.guarded.idle", 1_000, 86_400_000),
                read.durationMs("accounts.guarded.look-interval", 10, 60_000)));
    read.require(
        accounts.guarded().lookIntervalMs() <= accounts.guarded().idleMs(),
        "accounts.guarded.look-interval must not exceed accounts.guarded.idle");
    return accounts;
  }

  private static Cassandra readCassandra(SettingsReader read) {
    Cassandra cassandra =
        new Cassandra(
            read.texts("cassandra.contact-points", ".+:[0-9]{1,5}", "HOST:PORT"),
            read.text("cassandra.datacenter", "[A-Za-z0-9_-]{0,48}", "a data centre's name"),
            read.text("cassandra.keyspace", KEYSPACE, "a keyspace's name in small letters"),
            read.text("cassandra.entity-keyspace", KEYSPACE, "a keyspace's name in small letters"),
            read.numbers("cassandra.replicas", "[A-Za-z0-9_-]{1,48}", 1, REPLICAS_MAX));
    read.require(
        cassandra.replicas().isEmpty() || !cassandra.datacenter().isEmpty(),
        "cassandra.datacenter must be named where cassandra.replicas are");
    read.require(
        cassandra.replicas().isEmpty()
            || cassandra.datacenter().isEmpty()
            || cassandra.replicas().containsKey(cassandra.datacenter()),
        "cassandra.replicas must hold the local data centre cassandra.datacenter = \""
            + cassandra.datacenter()
            + "\": writes wait for a majority of its replicas");
    return cassandra;
  }
}
