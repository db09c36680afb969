package io.tallystick.api.auth;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.Uri;
import io.tallystick.api.http.RequestTarget;
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
    String target = RequestTarget.of(http);
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? null : target.substring(mark + 1);
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
