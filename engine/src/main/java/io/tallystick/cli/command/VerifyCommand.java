package io.tallystick.cli.command;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.view.VerifyView;
import io.tallystick.node.ChainHead;
import io.tallystick.node.NodeLauncher;
import io.tallystick.node.VerifyOptions;
import io.tallystick.node.VerifyReport;
import java.nio.file.Files;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}. */
@Command(
    name = "verify",
    description = {
      "Walk the whole chain of a data folder and of its Cassandra: every hash link, Merkle root,"
          + " balance and conservation. Ends with 1 and names the first bad height and byte range"
          + " if anything was changed, dropped, reordered or cut off.",
      "Works on a copied folder, and beside a running server: its head must then be in the chain."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick verify",
      "  ./tallystick verify --data /backup/data --without-cassandra",
      "  ./tallystick verify --expect 1200:5f0c..."
    })
final class VerifyCommand extends ClientCommand {
  @Mixin final DataOption data = new DataOption();
  @Mixin final CassandraOption cassandra = new CassandraOption();
  @Mixin final ConfigOption config = new ConfigOption();

  @Option(
      names = "--expect",
      paramLabel = "HEIGHT:HASH",
      description = "A head that you hold; finds a cut end.")
  String expect;

  private final Supplier<NodeLauncher> launcher;

  VerifyCommand(Console console, Supplier<NodeLauncher> launcher) {
    super(console);
    this.launcher = launcher;
  }

  @Override
  int run(ApiClient api) {
    if (!Files.isDirectory(data.folder())) {
      throw usage("there is no data folder " + data.folder() + "; name it with --data");
    }
    ChainHead head = expect != null ? expected() : data.isNamed() ? null : headOfServer(api);
    VerifyOptions options =
        new VerifyOptions(data.folder(), head, cassandra.choice(), config.file());
    VerifyReport report;
    try (ProgressLine progress = new ProgressLine(console(), System::nanoTime)) {
      VerifyView view = new VerifyView(System::nanoTime);
      report =
          launcher
              .get()
              .verify(
                  options,
                  (stage, height, last, records) ->
                      progress.update(() -> view.progress(stage, height, last, records)));
    }
    if (output.json) {
      output.print(console(), VerifyView.toJson(report));
    } else {
      VerifyView.print(report, options, console().out());
    }
    return report.intact() ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private ChainHead expected() {
    int colon = expect.indexOf(':');
    String height = colon < 0 ? "" : expect.substring(0, colon);
    String hash = expect.substring(colon + 1);
    if (!height.matches("[1-9][0-9]{0,17}") || !hash.matches("[0-9a-fA-F]{64}")) {
      throw usage("--expect takes HEIGHT:HASH as verify and status print it, not " + expect);
    }
    return new ChainHead(Long.parseLong(height), hash.toLowerCase(Locale.ROOT));
  }

  /** The head that a server states; null if none runs. */
  private ChainHead headOfServer(ApiClient api) {
    try {
      ChainHead head = ServerHead.of(api.get("/v1/status"));
      if (head != null) {
        console()
            .err()
            .println("A server runs at " + api.base() + ": its head must be in the chain.");
      }
      return head;
    } catch (TallystickException e) {
      return null;
    }
  }
}
