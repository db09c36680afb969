package io.tallystick.api.http;

import java.util.concurrent.CompletionStage;

/** What one route does. It may throw; a failure becomes a problem document. */
@FunctionalInterface
public interface Endpoint {
  /** Answers the request without blocking. */
  CompletionStage<Answer> handle(ApiRequest request);
}
