package io.tallystick.api;

import akka.actor.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ServerSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.endpoint.MetricsText;
import io.tallystick.api.http.Answers;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics} alone, in plain HTTP, for probes
 * and Prometheus, which have neither certificate nor key: nothing else can be asked or done here.
 * Metrics count what the whole node does and name no account, participant or key.
 */
public final class HealthServer {
  /** Connections at any time; more wait. */
  private static final int CONNECTIONS_MAX = 16;

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final ServerBinding binding;

  private HealthServer(ServerBinding binding) {
    this.binding = binding;
  }

  /**
   * Binds and serves.
   *
   * @param port 0 takes a free one
   * @param notReadyBecause why no transfer can be settled now; empty if it can
   * @param registry what {@code /metrics} shows
   * @return fails with {@code port_in_use} (UNAVAILABLE) if the address cannot be bound
   */
  public static CompletionStage<HealthServer> start(
      ActorSystem system,
      String host,
      int port,
      Supplier<Optional<String>> notReadyBecause,
      PrometheusMeterRegistry registry) {
    ServerSettings bounded = ServerSettings.create(system).withMaxConnections(CONNECTIONS_MAX);
    return Http.get(system)
        .newServerAt(host, port)
        .withSettings(bounded)
        .bindSync(
            request -> {
              request.discardEntityBytes(system);
              return answer(request, notReadyBecause, registry);
            })
        .handle(
            (binding, failure) -> {
              if (failure != null) {
                throw TallystickException.of(
                    ErrorKind.UNAVAILABLE,
                    "port_in_use",
                    "cannot listen on " + host + ":" + port + " for http.health-port",
                    failure);
              }
              return new HealthServer(binding);
            });
  }

  private static HttpResponse answer(
      HttpRequest request,
      Supplier<Optional<String>> notReadyBecause,
      PrometheusMeterRegistry registry) {
    return switch (request.getUri().path()) {
      case "/health/live" -> status(200, "live", Optional.empty());
      case "/health/ready" -> {
        Optional<String> because = notReadyBecause.get();
        yield because.isEmpty() ? status(200, "ready", because) : status(503, "not_ready", because);
      }
      case "/metrics" -> MetricsText.of(registry);
      default -> status(404, "not_found", Optional.empty());
    };
  }

  private static HttpResponse status(int code, String status, Optional<String> because) {
    byte[] body =
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("status", status);
              if (because.isPresent()) {
                json.writeStringField("detail", because.get());
              }
              json.writeEndObject();
            });
    return Answers.response(code, ContentTypes.APPLICATION_JSON, body);
  }

  /** The address that the server is bound to. */
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  /** Completes when all is closed. */
  public CompletionStage<Void> stop() {
    return binding.terminate(CLOSE_WITHIN).thenApply(closed -> null);
  }
}
