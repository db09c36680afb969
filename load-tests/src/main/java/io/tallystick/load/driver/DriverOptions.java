package io.tallystick.load.driver;

import io.tallystick.base.TallystickException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What can be said on the command line. */
public final class DriverOptions {
  /** The first of the unguarded accounts that transfers run between; all have ten digits. */
  public static final long FIRST_ACCOUNT = 1_000_000_000L;

  private static final int SECONDS = 60;
  private static final int SECONDS_OF_STEP = 10;
  private static final double P99_MS_OF_BULK = 100;
  private static final double P99_MS_OF_SINGLES = 10;
  private static final double FIRST_RATE_OF_BULK = 40_000;
  private static final double FIRST_RATE_OF_SINGLES = 1_000;

  @Option(
      names = "--url",
      description =
          "Server under load (default: a node of its own, started for the run and removed with its"
              + " data at the end).")
  public URI url;

  @Option(
      names = "--scenario",
      defaultValue = "bulk-uniform",
      converter = ScenarioConverter.class,
      paramLabel = "NAME|FILE",
      description =
          "bulk-uniform, bulk-zipf, bulk-hot-pair, bulk-million-accounts,"
              + " bulk-ten-million-accounts, bulk-two-phase, bulk-linked, bulk-pvp, json-single,"
              + " json-single-signed, json-bulk, guarded-single, read-mix, three-nodes, or a file"
              + " of your own that ends in .conf"
              + " (default: ${DEFAULT-VALUE}).")
  public Scenario scenario;

  @Option(
      names = "--seconds",
      description = "Measured seconds (default: 60; of each step of --find-capacity: 10).")
  public Integer seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds of load before measuring (default: ${DEFAULT-VALUE}).")
  public int warmUpSeconds;

  @Option(
      names = "--connections",
      description = "Connections, one request in flight each (default: 4 in bulk, else 64).")
  public Integer connections;

  @Option(
      names = "--rate",
      description =
          "Open model: transfers due each second on a fixed schedule; latency counts from when a"
              + " request was due. Without it the closed model: each connection sends as soon as it"
              + " was answered.")
  public Double rate;

  @Option(
      names = "--find-capacity",
      description =
          "Raise the rate of the open model by steps, beginning with --rate, until p99 is above"
              + " --p99-ms; then narrow down, and say what saturated.")
  public boolean findCapacity;

  @Option(
      names = "--p99-ms",
      paramLabel = "MS",
      description = "Longest p99 of --find-capacity (default: 100 in bulk, else 10).")
  public Double p99MsMax;

  @Option(
      names = "--rows",
      description = "Transfers a request, 1 … 8190 (default: 8190 in bulk, else 1).")
  public Integer rows;

  @Option(names = "--accounts", description = "Accounts to spread over (default: the scenario's).")
  public Long accounts;

  @Option(
      names = "--ids",
      defaultValue = "random",
      description = "random or ordered transfer ids (default: ${DEFAULT-VALUE}).")
  public Ids ids;

  @Option(
      names = "--seed",
      description = "Seed of ids, accounts and amounts (default: the clock's nanoseconds).")
  public Long seed;

  @Option(names = "--ledger", defaultValue = "EUR", description = "Ledger (${DEFAULT-VALUE}).")
  public String ledger;

  @Option(
      names = "--no-setup",
      description = "The ledger and the accounts are there already: create none.")
  public boolean noSetup;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Private key that signs every request. Accounts of a participant's key are its own; the"
              + " binary scenarios need an operator's key, and so does a ledger that is not there"
              + " yet. Without it no request is signed.")
  public Path key;

  @Option(
      names = "--drain",
      defaultValue = "0",
      description = "Seconds to wait at the end for the journal to catch up (${DEFAULT-VALUE}).")
  public int drainSeconds;

  @Option(
      names = "--server-pid",
      description = "Server process (default: whoever listens on the URL's port of this machine).")
  public Long serverPid;

  @Option(names = "--json", description = "Write the figures to standard output as JSON.")
  public boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page with charts, all in one HTML file.")
  public Path report;

  @Option(
      names = "--without-cassandra",
      description = "The node of its own has no Cassandra. Not with --url.")
  public boolean withoutCassandra;

  @Option(
      names = "--signed",
      description =
          "The node of its own takes signed requests only, and every request is signed by its"
              + " operator's key, made for the run. With --url give --key.")
  public boolean signed;

  @Option(
      names = "--nodes",
      description =
          "Nodes that the run starts for itself, 1 or 3: a cluster, with the load on its leader"
              + " (default: the scenario's).")
  public Integer nodes;

  @Option(names = "--quiet", description = "No line each second.")
  public boolean quiet;

  /** How transfer ids follow each other. */
  public enum Ids {
    random,
    ordered
  }

  static final class ScenarioConverter implements ITypeConverter<Scenario> {
    @Override
    public Scenario convert(String value) {
      try {
        return ScenarioFile.read(value);
      } catch (TallystickException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  boolean bulk() {
    return rows() > 1;
  }

  int rows() {
    return rows == null ? scenario.rows() : rows;
  }

  long accounts() {
    return accounts == null ? scenario.accounts() : accounts;
  }

  int connections() {
    return connections == null ? (bulk() ? 4 : 64) : connections;
  }

  int seconds() {
    return seconds == null ? (findCapacity ? SECONDS_OF_STEP : SECONDS) : seconds;
  }

  double p99MsMax() {
    return p99MsMax == null ? (bulk() ? P99_MS_OF_BULK : P99_MS_OF_SINGLES) : p99MsMax;
  }

  /** The first rate of a search, transfers due each second. */
  double firstRate() {
    return rate == null ? (bulk() ? FIRST_RATE_OF_BULK : FIRST_RATE_OF_SINGLES) : rate;
  }

  /** Requests due each second in the open model, reads among them. */
  double requestsPerSecond() {
    return rate / rows() * 100 / (100 - scenario.readPercent());
  }

  /** Whether every request carries a signature. */
  boolean signed() {
    return signed || scenario.signed() || key != null;
  }

  /** Nodes that a run without {@code --url} starts. */
  int nodes() {
    return nodes == null ? scenario.nodes() : nodes;
  }

  boolean open() {
    return rate != null;
  }

  int port() {
    return url.getPort() < 0 ? 80 : url.getPort();
  }

  private static boolean isInFolder(Path file) {
    return file.getParent() != null && Files.isDirectory(file.getParent());
  }

  private String serverProblem() {
    if (nodes() != 1 && (nodes() != 3 || signed())) {
      return "--nodes must be 1 or 3, and 1 where requests are signed";
    }
    if (url == null) {
      return key == null && serverPid == null
          ? null
          : "--key and --server-pid need --url: a node that a run starts makes its own (--signed)";
    }
    if (url.getHost() == null || !"http".equals(url.getScheme())) {
      return "--url must be http://HOST:PORT, not " + url;
    }
    if (signed() && key == null) {
      return "--key must name the private key that signs the requests to --url";
    }
    return withoutCassandra || nodes() != 1
        ? "--without-cassandra and several nodes are for what a run starts itself, not --url"
        : null;
  }

  /** Says what is out of range, or null. */
  String problem() {
    String problem = serverProblem();
    if (problem != null) {
      return problem;
    }
    if (p99MsMax != null && (!findCapacity || p99MsMax <= 0)) {
      return "--p99-ms must be above 0, and needs --find-capacity";
    }
    if (seconds() < 1 || warmUpSeconds < 0 || drainSeconds < 0) {
      return "--seconds must be 1 or more, --warm-up and --drain 0 or more";
    }
    if (rows() < 1 || rows() > io.tallystick.ring.Body.ROWS_MAX) {
      return "--rows must be 1 … " + io.tallystick.ring.Body.ROWS_MAX;
    }
    if (scenario.guarded() && rows() != 1) {
      return "--rows must be 1 where accounts are guarded: their actors take singles";
    }
    if (scenario.reads() && signed()) {
      return "--key and --signed sign transfers only: they do not go with a scenario that reads";
    }
    if (accounts() < 2 || accounts() > Scenario.ACCOUNTS_MAX) {
      return "--accounts must be 2 … 1000000000";
    }
    if (connections() < 1 || connections() > 1_000) {
      return "--connections must be 1 … 1000";
    }
    if (report != null && !isInFolder(report.toAbsolutePath())) {
      return "--report must name a file in a folder that exists, not " + report;
    }
    return rate != null && rate <= 0 ? "--rate must be above 0" : null;
  }
}
