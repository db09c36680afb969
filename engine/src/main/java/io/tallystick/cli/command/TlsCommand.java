package io.tallystick.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tls}: only with its command. */
@Command(
    name = "tls",
    description = "Certificates for TLS between nodes and with callers.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  ./tallystick tls dev --out data/tls"})
final class TlsCommand implements Runnable {
  @Mixin final HelpOption help = new HelpOption();
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say dev");
  }
}
