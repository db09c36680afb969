package io.tallystick.api.endpoint;

import akka.http.javadsl.model.headers.RawHeader;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.Json;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.Answers;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Parameters;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.query.Consistency;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.ReadPoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Asks the engine at a point of the order, and answers within the request's deadline. */
final class Asked {
  /** The parameter that says how fresh an answer has to be. */
  static final String CONSISTENCY = "consistency";

  private final EdgeContext context;
  private final Queries queries;
  private final ApiSettings.Timeouts timeouts;

  Asked(EdgeContext context, Queries queries) {
    this.context = context;
    this.queries = queries;
    this.timeouts = context.settings().timeouts();
  }

  /** What was read, and everything up to which batch was in it. */
  private record ReadAt<T>(long height, T value) {}

  <T> CompletionStage<Answer> answer(
      ApiRequest request,
      Consistency consistency,
      Function<Queries, CompletionStage<T>> ask,
      Function<T, Json.Document> document) {
    return answer(request, consistency, ReadPoint::height, ask, document);
  }

  /** Sealed batches never change: only how many this node holds depends on where it is asked. */
  <T> CompletionStage<Answer> batchAnswer(
      ApiRequest request,
      Function<Queries, CompletionStage<T>> ask,
      Function<T, Json.Document> document) {
    return answer(request, Consistency.LOCAL, ReadPoint::sealedHeight, ask, document);
  }

  private <T> CompletionStage<Answer> answer(
      ApiRequest request,
      Consistency consistency,
      ToLongFunction<ReadPoint> height,
      Function<Queries, CompletionStage<T>> ask,
      Function<T, Json.Document> document) {
    long left = request.deadlineNanos(timeouts) - System.nanoTime();
    CompletionStage<ReadAt<T>> asked =
        queries
            .at(consistency)
            .thenCompose(
                point ->
                    ask.apply(point.queries())
                        .thenApply(value -> new ReadAt<>(height.applyAsLong(point), value)));
    return Deadline.within(
            context.system(),
            asked,
            Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(left)),
            Deadline::readTimedOut)
        .thenApply(
            read ->
                Answers.json(
                    document.apply(read.value),
                    RawHeader.create(Writes.HEIGHT_HEADER, Long.toString(read.height))));
  }

  /** What {@link #CONSISTENCY} asks for. */
  static Consistency consistency(Parameters p) {
    String text = p.text(CONSISTENCY);
    if (text == null || text.equals("linearizable")) {
      return Consistency.LINEARIZABLE;
    }
    if (text.equals("local")) {
      return Consistency.LOCAL;
    }
    throw Parameters.invalid("parameter_malformed", CONSISTENCY, text, "linearizable or local");
  }

  static <T> T orNotFound(Optional<T> found, String code, ApiRequest request) {
    return found.orElseThrow(
        () ->
            TallystickException.field(
                ErrorKind.NOT_FOUND,
                code,
                "path",
                request.pathValue(0),
                TallystickException.NO_ROW,
                "nothing of this name or number exists"));
  }
}
