package io.tallystick.load.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.TallystickException;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.report.CapacityPage;
import io.tallystick.load.report.RunPage;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.signature.RequestSigner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The load driver's command. Exit codes: 0 every request was answered, 1 some were not or were
 * answered with an unexpected status, 2 wrong usage, 3 the server cannot be reached or started.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Puts load on a Tallystick server and measures it; without --url on a node of its own.",
      "Example: ./tallystick load --scenario json-single --connections 64 --seconds 60 --report"
          + " load.html"
    })
public final class DriverCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int NOT_CLEAN = 1;
  private static final int WRONG_USAGE = 2;
  private static final int UNREACHABLE = 3;
  private static final int SETUP_CONNECTIONS = 2;

  @Mixin DriverOptions options = new DriverOptions();
  @Spec CommandSpec spec;

  @Option(names = "--root", hidden = true, defaultValue = ".", description = "The checkout.")
  Path root;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long seed = options.seed == null ? System.currentTimeMillis() : options.seed;
    try {
      String problem = options.problem();
      if (problem != null) {
        err.println(problem);
        return WRONG_USAGE;
      }
      return options.url == null ? runOwn(seed, out, err) : run(seed, out, err);
    } catch (IOException e) {
      err.println(
          (options.url == null
                  ? "no node could be started: "
                  : "no answer from " + options.url + ": ")
              + e.getMessage());
      return UNREACHABLE;
    } catch (TallystickException e) {
      err.println(e.code() + ": " + e.getMessage());
      return options.url == null ? UNREACHABLE : NOT_CLEAN;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int runOwn(long seed, PrintWriter out, PrintWriter err) throws IOException {
    PrintWriter people = options.json ? err : out;
    int nodes = options.nodes();
    people.println(
        nodes == 1 ? "starting a node for this run" : "starting " + nodes + " nodes for this run");
    people.flush();
    try (OwnServer server = startOwn(seed)) {
      options.url = server.url();
      options.serverPid = server.pid();
      options.key = server.key().orElse(null);
      return run(seed, out, err);
    }
  }

  private OwnServer startOwn(long seed) throws IOException {
    boolean cassandra = !options.withoutCassandra;
    return options.nodes() == 1
        ? OwnNode.start(root, seed, cassandra, options.signed())
        : OwnGroup.start(root, seed, cassandra, options.nodes());
  }

  private int run(long seed, PrintWriter out, PrintWriter err) throws IOException {
    RequestSigner signer =
        options.key == null ? null : new RequestSigner(KeyFile.read(options.key));
    try (JsonClient control = new JsonClient(options.url, signer)) {
      return run(control, signer, seed, out, err);
    }
  }

  private int run(
      JsonClient control, RequestSigner signer, long seed, PrintWriter out, PrintWriter err)
      throws IOException {
    PrintWriter people = options.json ? err : out;
    ServerMeter meter = ServerMeter.of(options.serverPid, options.url.getHost(), options.port());
    int ledger = prepare(control, signer, people);
    Run run = new Run(options, signer, ledger, meter, control, people);
    if (options.findCapacity) {
      ObjectNode found = new CapacitySearch(options, run, people).run(seed);
      return finish(found, new CapacityPage(found).html(), found.has("capacity_per_s"), out, err);
    }
    RunReport report = new RunReport(options, seed, run.run(seed));
    ObjectNode figures = report.json();
    new Summary(figures, people).print();
    return finish(figures, new RunPage(figures).html(), report.clean(), out, err);
  }

  /** Prints and writes what was asked for. */
  private int finish(
      JsonNode figures, String page, boolean clean, PrintWriter out, PrintWriter err) {
    if (options.json) {
      out.println(figures.toPrettyString());
    }
    boolean written = options.report == null || writePage(page, options.json ? err : out, err);
    return written && clean ? DONE : NOT_CLEAN;
  }

  private boolean writePage(String page, PrintWriter people, PrintWriter err) {
    try {
      Files.writeString(options.report, page);
      people.println("page with charts: " + options.report.toAbsolutePath());
      return true;
    } catch (IOException e) {
      err.println("the page cannot be written to " + options.report + ": " + e);
      return false;
    }
  }

  private int prepare(JsonClient control, RequestSigner signer, PrintWriter people)
      throws IOException {
    Setup setup = new Setup(control);
    int ledger = setup.ledger(options.ledger);
    if (!options.noSetup) {
      long start = System.nanoTime();
      Setup.accountsInParallel(
          () -> new JsonClient(options.url, signer),
          options.scenario,
          options.ledger,
          options.accounts(),
          SETUP_CONNECTIONS);
      people.printf(
          "%,d accounts ready after %,d ms%n",
          options.accounts(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      people.flush();
    }
    return ledger;
  }

  /** Runs the command; {@code out} gets the figures, {@code err} progress and failures. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new DriverCommand());
    line.setOut(out);
    line.setErr(err);
    return line.execute(arguments);
  }
}
