package io.tallystick.api.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.util.ByteString;
import io.tallystick.api.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The common kinds of answers. */
public final class Answers {
  private Answers() {}

  /** 200 with a JSON document, written when the response is built. */
  public static Answer json(Json.Document document) {
    return () -> response(200, ContentTypes.APPLICATION_JSON, Json.bytes(document));
  }

  /** The same with one more header. */
  public static Answer json(Json.Document document, HttpHeader header) {
    return () -> response(200, ContentTypes.APPLICATION_JSON, Json.bytes(document), header);
  }

  /** {@link #json(Json.Document)}, already complete. */
  public static CompletionStage<Answer> jsonNow(Json.Document document) {
    return CompletableFuture.completedFuture(json(document));
  }

  /** A response whose body is the array itself; the caller gives it away. */
  public static HttpResponse response(int status, ContentType type, byte[] body) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(HttpEntities.create(type, ByteString.fromArrayUnsafe(body)));
  }

  /** The same with one more header. */
  public static HttpResponse response(
      int status, ContentType type, byte[] body, HttpHeader header) {
    return response(status, type, body).addHeader(header);
  }
}
