package io.tallystick.cli.command;

import io.tallystick.node.NodeOptions;
import io.tallystick.node.NodeRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a gateway without a part in the cluster finds ledger nodes. */
final class LedgerNodesOption {
  private static final String SETTING = "gateway.ledger-urls.";

  @Option(
      names = "--ledger",
      paramLabel = "URL,…",
      split = ",",
      description =
          "Where ledger nodes serve HTTP: a gateway passes every request on to one of them, as it"
              + " came and signed as it came, and has no part in their cluster. In place of --peers;"
              + " the only way in front of nodes that take signed requests.")
  List<String> urls = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** The options with what was said here over the settings; a gateway needs somebody to turn to. */
  NodeOptions over(NodeOptions options) {
    NodeOptions.Place place = options.place();
    boolean lost = place.role() == NodeRole.GATEWAY && place.peers().isEmpty() && urls.isEmpty();
    // A file may say it.
    if (lost && options.config().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--role gateway: needs --peers N=HOST:PORT,… to take part in a cluster, or --ledger URL,…"
              + " to pass everything on over HTTP");
    }
    Map<String, String> settings = new HashMap<>(options.settings());
    for (int i = 0; i < urls.size(); i++) {
      settings.put(SETTING + i, urls.get(i).strip());
    }
    return options.with(settings);
  }
}
