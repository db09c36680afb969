package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.config.tls.DevCertificates;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tls dev}. */
@Command(
    name = "dev",
    description = {
      "Make certificates for development: a CA, one for each node, and one for callers, good for"
          + " localhost, 127.0.0.1, ::1 and the names given. Keys are readable by their owner alone.",
      "Not for production: whoever holds this CA's key can be any node."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick tls dev",
      "  ./tallystick tls dev --out /etc/tallystick/tls --nodes 5 --name db1.example.org --name 10.0.0.1"
    })
final class TlsDevCommand implements Callable<Integer> {
  private static final int NODES_MAX = 99;

  @Mixin final HelpOption help = new HelpOption();
  @Mixin final OutputOption output = new OutputOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "data/tls",
      description = "The folder for them (default: ./${DEFAULT-VALUE}).")
  Path out;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many nodes (default: ${DEFAULT-VALUE}).")
  int nodes;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "A further host name or IP address by which nodes are reached; may be repeated.")
  List<String> names;

  @Spec CommandSpec spec;

  private final Console console;

  TlsDevCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (nodes < 1 || nodes > NODES_MAX) {
      throw usage("--nodes " + nodes + ": takes 1 to " + NODES_MAX);
    }
    List<String> more = names == null ? List.of() : names;
    for (String name : more) {
      if (!name.matches("[A-Za-z0-9*]([A-Za-z0-9.-]{0,252})|[0-9A-Fa-f:]{2,39}")) {
        throw usage("--name " + name + ": takes a host name or an IP address");
      }
    }
    Path folder = out.toAbsolutePath().normalize();
    List<Path> made = new DevCertificates().make(folder, nodes, more);
    if (output.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("ca", folder.resolve("ca.crt").toString());
      ArrayNode folders = json.putArray("folders");
      made.forEach(path -> folders.add(path.toString()));
      output.print(console, json);
    } else {
      console.out().println("CA       " + folder.resolve("ca.crt"));
      for (Path path : made) {
        console
            .out()
            .println(
                String.format("%-8s %s", path.getFileName(), path.resolve("tls.crt and tls.key")));
      }
      console
          .out()
          .println(
              "They hold for "
                  + DevCertificates.VALID.toDays()
                  + " days. docs/operating.md, TLS, says where to name them.");
    }
    return ExitCode.DONE;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
