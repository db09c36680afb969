package io.tallystick.cli.command;

import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.ClientConfig;
import io.tallystick.config.tls.ClientTls;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.signature.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code --url}, {@code --key} and {@code --participant} of the client commands. What is left out
 * is looked for in {@link ClientConfig}.
 */
final class ServerOption {
  static final String DEFAULT_URL = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The server to ask (default: environment variable TALLYSTICK_URL, else "
              + DEFAULT_URL
              + ").")
  String url;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Private key that signs the requests (default: environment variable TALLYSTICK_KEY;"
              + " without one they are not signed).")
  Path key;

  @Option(
      names = "--participant",
      paramLabel = "CODE",
      description =
          "The participant whose key it is (default: environment variable TALLYSTICK_PARTICIPANT).")
  String participant;

  @Option(
      names = "--tls",
      paramLabel = "DIR",
      defaultValue = "${env:TALLYSTICK_TLS:-}",
      description =
          "A folder for https: ca.crt says whom to trust, tls.crt and tls.key, if there, are shown"
              + " (default: environment variable TALLYSTICK_TLS, else the JDK's own).")
  String tls;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  ApiClient client() throws IOException {
    ClientConfig config = ClientConfig.load();
    String chosen = url == null ? config.get("url").orElse(DEFAULT_URL) : url;
    Path file = key == null ? config.get("key").map(Path::of).orElse(null) : key;
    RequestSigner signer = file == null ? null : new RequestSigner(KeyFile.read(file));
    return tls.isEmpty()
        ? new ApiClient(uri(chosen), signer)
        : new ApiClient(
            uri(chosen), ClientTls.of(Path.of(tls).toAbsolutePath().normalize()), signer);
  }

  /** Whose key it is, as far as it was said. */
  Optional<String> participant() {
    return participant == null ? ClientConfig.load().get("participant") : Optional.of(participant);
  }

  private URI uri(String text) {
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    try {
      URI uri = new URI(base);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw invalid(text, e);
    }
    throw invalid(text, null);
  }

  private ParameterException invalid(String text, Exception cause) {
    return new ParameterException(
        spec.commandLine(), "--url is no URL such as " + DEFAULT_URL + ": " + text, cause);
  }
}
