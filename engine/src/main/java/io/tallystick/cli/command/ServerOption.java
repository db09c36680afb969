package io.tallystick.cli.command;

import io.tallystick.cli.client.ApiClient;
import io.tallystick.config.tls.ClientTls;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --url} of the client commands. */
final class ServerOption {
  static final String DEFAULT_URL = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:TALLYSTICK_URL:-" + DEFAULT_URL + "}",
      description =
          "The server to ask (default: environment variable TALLYSTICK_URL, else "
              + DEFAULT_URL
              + ").")
  String url;

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

  ApiClient client() {
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    try {
      URI uri = new URI(base);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null) {
        return tls.isEmpty()
            ? new ApiClient(uri)
            : new ApiClient(uri, ClientTls.of(Path.of(tls).toAbsolutePath().normalize()));
      }
    } catch (URISyntaxException e) {
      throw invalid(e);
    }
    throw invalid(null);
  }

  private ParameterException invalid(Exception cause) {
    return new ParameterException(
        spec.commandLine(), "--url is no URL such as " + DEFAULT_URL + ": " + url, cause);
  }
}
