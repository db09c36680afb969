package io.tallystick.api.endpoint;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.MediaTypes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.encode.StatusJson;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.Answers;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ring.query.NodeState;
import io.tallystick.ring.query.Views.StatusRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a node says of itself: status, health, metrics, and its own description. */
public final class NodeReads {
  private static final String OPENAPI = "/io/tallystick/api/openapi.yaml";
  private static final int OK = 200;
  private static final long READY_RETRY_MS = 1_000;

  private static final ContentType YAML =
      MediaTypes.customWithFixedCharset("application", "yaml", HttpCharsets.UTF_8, Map.of(), false)
          .toContentType();

  private static final String INDEX =
      """
      Tallystick settlement engine

      GET  /v1/status          heights, journal lag, role
      GET  /openapi.yaml       every path, with examples
      GET  /health/live        /health/ready   /metrics
      POST /v1/ledgers         {"code":"EUR"}
      POST /v1/accounts        [{"id":"customer:1","ledger":"EUR","code":100}, ...]
      POST /v1/transfers       [{"id":"t-1","debit_account_id":"customer:1",
                                 "credit_account_id":"nostro:YZ","amount":"1250",
                                 "ledger":"EUR","code":1}, ...]
      GET  /v1/batches/stream  settled batches as server-sent events

      docs/api.md says what each answer means.
      """;

  private final NodeState node;
  private final PrometheusMeterRegistry registry;
  private final byte[] openApi = read(OPENAPI);

  /** Answers about the node itself. */
  public NodeReads(NodeState node, PrometheusMeterRegistry registry) {
    this.node = node;
    this.registry = registry;
  }

  /** {@code GET /v1/status}. */
  public CompletionStage<Answer> status(ApiRequest request) {
    request.require(Roles.READ | Roles.AUDITOR);
    return statusForAll(request);
  }

  /** The same for whoever asks. */
  public CompletionStage<Answer> statusForAll(ApiRequest request) {
    request.parameters();
    StatusRow row = node.status();
    Optional<String> because = node.notReadyBecause();
    return Answers.jsonNow(json -> StatusJson.write(json, row, because.orElse(null)));
  }

  /** {@code GET /health/live}: the process answers. */
  public CompletionStage<Answer> live(ApiRequest request) {
    return status("live");
  }

  /** {@code GET /health/ready}: transfers can be settled now. */
  public CompletionStage<Answer> ready(ApiRequest request) {
    Optional<String> because = node.notReadyBecause();
    if (because.isPresent()) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE, "not_ready", because.get(), READY_RETRY_MS);
    }
    return status("ready");
  }

  /** {@code GET /metrics}. */
  public CompletionStage<Answer> metrics(ApiRequest request) {
    request.require(Roles.AUDITOR);
    return metricsForAll(request);
  }

  /** The same for whoever asks. */
  public CompletionStage<Answer> metricsForAll(ApiRequest request) {
    return now(() -> MetricsText.of(registry));
  }

  /** {@code GET /openapi.yaml}. */
  public CompletionStage<Answer> openApi(ApiRequest request) {
    return now(() -> Answers.response(OK, YAML, openApi));
  }

  /** {@code GET /}: a page for people who come by. */
  public CompletionStage<Answer> index(ApiRequest request) {
    return now(
        () ->
            Answers.response(
                OK, ContentTypes.TEXT_PLAIN_UTF8, INDEX.getBytes(StandardCharsets.UTF_8)));
  }

  private static CompletionStage<Answer> status(String status) {
    return Answers.jsonNow(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", status);
          json.writeEndObject();
        });
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static byte[] read(String resource) {
    try (InputStream in = NodeReads.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "resource_unreadable", resource + " cannot be read", e);
    }
  }
}
