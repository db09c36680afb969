package io.tallystick.api.http;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Uri;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps web pages out of a server that asks for no credential: it answers only to its own names (so
 * that a page cannot reach it under a name of its choice) and takes no submission that a browser
 * says comes from another origin.
 */
final class RequestGuard {
  private static final String SEC_FETCH_SITE = "sec-fetch-site";
  private static final String ORIGIN = "origin";
  private static final String HTTP = "http://";
  private static final int HTTP_PORT = 80;

  private static final String OWN_NAMES =
      "one of this server's own names, or NAME:PORT of http.allowed-hosts, as of a gateway whose"
          + " callers sign @authority";

  private final Set<String> allowedHosts;
  private final int port;

  /**
   * @param allowedHosts names without port or brackets, accepted with the server's own port, and
   *     {@code NAME:PORT}; empty accepts every name
   * @param port the port that the server is bound to
   */
  RequestGuard(Set<String> allowedHosts, int port) {
    this.allowedHosts =
        allowedHosts.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.port = port;
  }

  /** Fails with {@code host_refused} or {@code origin_refused} (FORBIDDEN). */
  void check(ApiRequest request) {
    if (allowedHosts.isEmpty()) {
      return;
    }
    HttpRequest http = request.http();
    Uri uri = http.getUri();
    if (!ownAddress(uri.host().address(), uri.port())) {
      throw forbidden("host_refused", "Host", uri.host() + ":" + uri.port(), OWN_NAMES);
    }
    if (http.method() == HttpMethods.GET || http.method() == HttpMethods.HEAD) {
      return;
    }
    String origin = request.header(ORIGIN);
    if (origin != null && !ownOrigin(origin)) {
      throw forbidden("origin_refused", "Origin", origin, "no submission from a web page");
    }
    String site = request.header(SEC_FETCH_SITE);
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw forbidden("origin_refused", "Sec-Fetch-Site", site, "no submission from a web page");
    }
  }

  private boolean ownAddress(String host, int hostPort) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    int named = hostPort == 0 ? HTTP_PORT : hostPort;
    String name = bare.toLowerCase(Locale.ROOT);
    String withPort = (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + named;
    return (named == port && allowedHosts.contains(name)) || allowedHosts.contains(withPort);
  }

  private boolean ownOrigin(String origin) {
    if (!origin.startsWith(HTTP)) {
      return false;
    }
    String authority = origin.substring(HTTP.length());
    int colon = authority.lastIndexOf(':');
    if (colon < 0 || authority.endsWith("]")) {
      return ownAddress(authority, 0);
    }
    String digits = authority.substring(colon + 1);
    boolean numeric =
        !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(Character::isDigit);
    return numeric && ownAddress(authority.substring(0, colon), Integer.parseInt(digits));
  }

  private static TallystickException forbidden(
      String code, String field, String value, String rule) {
    return TallystickException.field(
        ErrorKind.FORBIDDEN, code, field, value, TallystickException.NO_ROW, rule);
  }
}
