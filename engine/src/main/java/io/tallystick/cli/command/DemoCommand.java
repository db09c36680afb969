package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.demo.DemoPlan;
import io.tallystick.cli.demo.DemoRun;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.view.LedgerTotals;
import io.tallystick.cli.view.Receipt;
import io.tallystick.cli.view.VerifyView;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.ChainHead;
import io.tallystick.node.NodeLauncher;
import io.tallystick.node.NodeOptions;
import io.tallystick.node.VerifyOptions;
import io.tallystick.node.VerifyReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}. */
@Command(
    name = "demo",
    description = {
      "Start a server with its Cassandra, settle generated transfers at full speed, verify the"
          + " whole chain, show a receipt, and keep serving until Ctrl-C.",
      "A second run keeps the data and adds to it; --clean removes it first."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick demo",
      "  ./tallystick demo --clean --transfers 10000000"
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final NodeOption node = new NodeOption();
  @Mixin final OutputOption output = new OutputOption();

  @Option(
      names = "--clean",
      description = "First remove the data folder's content, the Cassandra child's data included.")
  boolean clean;

  @Option(
      names = "--transfers",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "How many transfers to settle (default: ${DEFAULT-VALUE}).")
  long transfers;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many accounts take part (default: ${DEFAULT-VALUE}).")
  int accounts;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many connections submit them (default: ${DEFAULT-VALUE}).")
  int connections;

  @Spec CommandSpec spec;

  private final Console console;
  private final Supplier<NodeLauncher> launcher;

  DemoCommand(Console console, Supplier<NodeLauncher> launcher) {
    this.console = console;
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    NodeOptions options = node.options(clean);
    DemoPlan plan = plan();
    if (clean && options.cassandra().mode() == CassandraChoice.Mode.EXTERNAL) {
      throw usage(
          "--clean is refused with --cassandra: it would have to remove data of a cluster that"
              + " is not this demonstration's own");
    }
    NodeLauncher nodes = launcher.get();
    console.err().println("starting  data in " + options.data());
    try (NodeRun run = NodeRun.start(nodes, options, console)) {
      ApiClient api = new ApiClient(run.node().url());
      boolean good = show(nodes, options, new DemoRun(api, plan, console, System::nanoTime), api);
      if (!good) {
        return ExitCode.REFUSED;
      }
      console.out().flush();
      return run.serve();
    }
  }

  private DemoPlan plan() {
    if (accounts < DemoPlan.ACCOUNTS_MIN || accounts > DemoPlan.ACCOUNTS_MAX) {
      throw usage("--accounts takes " + DemoPlan.ACCOUNTS_MIN + " to " + DemoPlan.ACCOUNTS_MAX);
    }
    if (transfers < 1 || transfers > DemoPlan.TRANSFERS_MAX) {
      throw usage("--transfers takes 1 to " + DemoPlan.TRANSFERS_MAX);
    }
    if (connections < 1 || connections > Byte.MAX_VALUE) {
      throw usage("--connections takes 1 to " + Byte.MAX_VALUE);
    }
    long run = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    return new DemoPlan(accounts, transfers, connections, run);
  }

  private boolean show(NodeLauncher nodes, NodeOptions options, DemoRun demo, ApiClient api) {
    ObjectNode settled = demo.settle();
    if (options.cassandra().mode() != CassandraChoice.Mode.NONE) {
      settled.put("journalled_height", demo.awaitJournal());
    }
    VerifyOptions verifyOptions = new VerifyOptions(options.data(), head(api), options.cassandra());
    VerifyReport report = verify(nodes, verifyOptions);
    Receipt receipt = demo.receipt();
    if (output.json) {
      settled.put("url", api.base().toString());
      settled.set("verified", VerifyView.toJson(report));
      settled.set("ledgers", demo.ledgers());
      settled.put("receipt_of", demo.receiptId());
      settled.set("receipt", receipt.toJson());
      output.print(console, settled);
    } else {
      print(report, verifyOptions, receipt, demo, api);
    }
    return report.intact() && receipt.holds();
  }

  private VerifyReport verify(NodeLauncher nodes, VerifyOptions options) {
    try (ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
      VerifyView view = new VerifyView(System::nanoTime);
      return nodes.verify(
          options,
          (stage, height, last, records) ->
              progress.update(() -> view.progress(stage, height, last, records)));
    }
  }

  private static ChainHead head(ApiClient api) {
    return ServerHead.of(api.get("/v1/status"));
  }

  private void print(
      VerifyReport report, VerifyOptions options, Receipt receipt, DemoRun demo, ApiClient api) {
    PrintWriter out = console.out();
    out.println();
    VerifyView.print(report, options, out);
    out.println();
    out.println("Conservation: in every ledger debits equal credits.");
    JsonNode ledgers = demo.ledgers();
    LedgerTotals.table(ledgers).print(out);
    out.println();
    out.println("The receipt of transfer " + demo.receiptId() + ":");
    receipt.facts().print(out);
    out.println();
    out.println("It keeps serving at " + api.base() + " until Ctrl-C. Look further, elsewhere:");
    out.println("  ./tallystick status --url " + api.base());
    out.println("  ./tallystick account demo:eur:1 --history --url " + api.base());
    out.println("  curl " + api.base() + "/v1/transfers/" + demo.receiptId());
    out.println("  curl " + api.base() + "/v1/accounts/demo:eur:1");
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
