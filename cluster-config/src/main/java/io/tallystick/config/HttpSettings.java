package io.tallystick.config;

import io.tallystick.config.NodeSettings.Gateway;
import io.tallystick.config.NodeSettings.Http;
import io.tallystick.config.NodeSettings.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is set of HTTP: where a node serves it, and where a gateway finds it. */
final class HttpSettings {
  private static final String NAME = "[A-Za-z0-9._-]{1,255}|[0-9A-Fa-f:]{2,39}";
  private static final String NAME_AND_PORT =
      "[A-Za-z0-9._-]{1,255}(:[0-9]{1,5})?|[0-9A-Fa-f:]{2,39}|\\[[0-9A-Fa-f:]{2,39}\\]:[0-9]{1,5}";
  private static final String URL =
      "https?://([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:]{2,39}\\])(:[0-9]{1,5})?";
  private static final int PORT_MAX = 65_535;

  private HttpSettings() {}

  static Http http(SettingsReader read) {
    Http http =
        new Http(
            read.text("http.host", NAME, "a name or address"),
            Set.copyOf(
                read.texts(
                    "http.allowed-hosts", NAME_AND_PORT, "a name or address, with a port or not")),
            read.durationMs("http.request-timeout", 1, 600_000),
            healthHost(read),
            (int) read.number("http.health-port", 0, PORT_MAX),
            readTls(read));
    read.require(
        http.isLoopback() || http.tls().isPresent(),
        "http.host = \""
            + http.host()
            + "\" is reached from other machines, so http.tls.enabled must be on");
    return http;
  }

  private static Optional<Tls> readTls(SettingsReader read) {
    boolean enabled = read.flag("http.tls.enabled");
    if (!enabled) {
      return Optional.empty();
    }
    Path certificate = read.file("http.tls.certificate");
    Path key = read.file("http.tls.key");
    read.require(certificate != null, "http.tls.certificate must name a file");
    read.require(key != null, "http.tls.key must name a file");
    return Optional.of(
        new Tls(certificate, key, Optional.ofNullable(read.file("http.tls.client-ca"))));
  }

  private static String healthHost(SettingsReader read) {
    String own = read.text("http.health-host", "|" + NAME, "a name or address");
    return own.isEmpty() ? read.text("http.host") : own;
  }

  static Gateway gateway(SettingsReader read) {
    List<URI> urls = new ArrayList<>();
    for (String url : read.texts("gateway.ledger-urls", URL, "http(s)://HOST:PORT and no path")) {
      if (url.matches(URL)) {
        urls.add(URI.create(url));
      }
    }
    Gateway gateway = new Gateway(urls, Optional.ofNullable(read.file("gateway.ca")));
    for (URI url : urls) {
      boolean https = url.getScheme().equals("https");
      read.require(
          https || NodeSettings.LOOPBACK.contains(bare(url.getHost())),
          "gateway.ledger-urls holds \"" + url + "\": beyond this machine https only");
      read.require(
          !https || gateway.ca().isPresent(),
          "gateway.ca must name the CAs of ledger nodes' certificates (ca.crt of the nodes' folder;"
              + " tallystick-tls.conf sets it), since gateway.ledger-urls holds \""
              + url
              + "\"");
    }
    return gateway;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
