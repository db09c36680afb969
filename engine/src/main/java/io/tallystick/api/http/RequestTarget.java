package io.tallystick.api.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawRequestURI;

/** Path and query of a request as they came over the wire, percent-encoding included. */
public final class RequestTarget {
  private RequestTarget() {}

  /**
   * At least a slash; of a request line that names the whole URI without what is before the path.
   */
  public static String of(HttpRequest http) {
    String target = withoutOrigin(raw(http));
    return target.startsWith("/") ? target : "/" + target;
  }

  private static String raw(HttpRequest http) {
    return http.getHeader(RawRequestURI.class)
        .map(RawRequestURI::uri)
        .orElseGet(
            () ->
                http.getUri().getPathString()
                    + http.getUri().rawQueryString().map(query -> "?" + query).orElse(""));
  }

  private static String withoutOrigin(String target) {
    int scheme = target.indexOf("://");
    if (target.startsWith("/") || scheme < 0) {
      return target;
    }
    int end = target.substring(scheme + 3).replace('?', '/').indexOf('/');
    return end < 0 ? "/" : target.substring(scheme + 3 + end);
  }
}
