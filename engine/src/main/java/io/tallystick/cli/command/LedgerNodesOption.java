package io.tallystick.cli.command;

import io.tallystick.node.NodeOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

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

  /** The options with what was said here over the settings. */
  NodeOptions over(NodeOptions options) {
    Map<String, String> settings = new HashMap<>(options.settings());
    for (int i = 0; i < urls.size(); i++) {
      settings.put(SETTING + i, urls.get(i).strip());
    }
    return options.with(settings);
  }
}
