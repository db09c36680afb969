package io.tallystick.api.http;

import akka.http.javadsl.model.HttpResponse;

/**
 * What a request became. It is turned into bytes on the connection's own thread, never on the
 * engine's that completed it.
 */
@FunctionalInterface
public interface Answer {
  /** Builds the response; called once. */
  HttpResponse toResponse();
}
