package io.tallystick.api.auth;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawRequestURI;
import io.tallystick.participant.signature.SignedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A request as its signature covers it: with path and query as they came over the wire. */
final class HttpMessage implements SignedMessage {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final HttpRequest http;
  private final String path;
  private final String query;

  HttpMessage(HttpRequest http) {
    this.http = http;
    String target = withoutOrigin(target(http));
    int mark = target.indexOf('?');
    String before = mark < 0 ? target : target.substring(0, mark);
    this.path = before.isEmpty() ? "/" : before;
    this.query = mark < 0 ? null : target.substring(mark + 1);
  }

  private static String target(HttpRequest http) {
    return http.getHeader(RawRequestURI.class)
        .map(RawRequestURI::uri)
        .orElseGet(() -> http.getUri().getPathString());
  }

  /** A request line may name the whole URI. */
  private static String withoutOrigin(String target) {
    int scheme = target.indexOf("://");
    if (target.startsWith("/") || scheme < 0) {
      return target;
    }
    int slash = target.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : target.substring(slash);
  }

  @Override
  public String method() {
    return http.method().value();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String query() {
    return query;
  }

  @Override
  public String authority() {
    Uri uri = http.getUri();
    String host = uri.host().address().toLowerCase(Locale.ROOT);
    int port = uri.port();
    int own = uri.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
    return port == 0 || port == own ? host : host + ":" + port;
  }

  @Override
  public List<String> field(String name) {
    if (name.equals("content-type")) {
      return List.of(http.entity().getContentType().toString());
    }
    if (name.equals("content-length")) {
      OptionalLong length = http.entity().getContentLengthOption();
      return length.isPresent() ? List.of(Long.toString(length.getAsLong())) : List.of();
    }
    List<String> values = new ArrayList<>(1);
    for (HttpHeader header : http.getHeaders()) {
      if (header.lowercaseName().equals(name)) {
        values.add(header.value());
      }
    }
    return values;
  }
}
