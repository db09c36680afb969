package io.tallystick.cli.command;

import io.tallystick.node.NodeOptions;
import io.tallystick.participant.key.PublicKeyText;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Who may ask a node that is started here. */
final class SecurityOption {
  @Option(
      names = "--security",
      paramLabel = "MODE",
      description =
          "development: no credential is asked for. signed: every request must be signed by a"
              + " participant's key (default: setting security.mode, which is development).")
  Mode mode;

  @Option(
      names = "--operator-key",
      paramLabel = "KEY",
      description =
          "Public key of the first operator, or the file that key new wrote; needed at the first"
              + " start with signed requests.")
  String operatorKey;

  /** Names are those of the setting. */
  enum Mode {
    development,
    signed
  }

  /** The options with what was said here over the settings. */
  NodeOptions over(NodeOptions options) throws IOException {
    Map<String, String> settings = new HashMap<>(options.settings());
    if (mode != null) {
      settings.put("security.mode", mode.name());
    }
    if (operatorKey != null) {
      settings.put(
          "security.operator-key",
          PublicKeyText.write(NewKeyOption.publicKeyOf(operatorKey, "--operator-key")));
    }
    return options.with(settings);
  }
}
