package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorSystem;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.base.TallystickException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthServerTest {
  private final AtomicReference<String> notReady = new AtomicReference<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private ActorSystem system;
  private HealthServer server;

  @BeforeEach
  void start() {
    system =
        ActorSystem.create(
            "health-test",
            ConfigFactory.parseString("akka.loglevel=OFF, akka.stdout-loglevel=OFF")
                .withFallback(ConfigFactory.load()));
    server = at(0);
  }

  private HealthServer at(int port) {
    return HealthServer.start(
            system, "127.0.0.1", port, () -> Optional.ofNullable(notReady.get()), registry)
        .toCompletableFuture()
        .join();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private String ask(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  @Test
  void itTellsHealthAndMetricsAndNothingElse() throws Exception {
    assertThat(ask("/health/live")).isEqualTo("200 {\"status\":\"live\"}");
    assertThat(ask("/health/ready")).isEqualTo("200 {\"status\":\"ready\"}");
    notReady.set("no leader");
    assertThat(ask("/health/ready"))
        .isEqualTo("503 {\"status\":\"not_ready\",\"detail\":\"no leader\"}");
    assertThat(ask("/health/live")).startsWith("200");
    registry.counter("tallystick.seen").increment();
    assertThat(ask("/metrics")).startsWith("200 ").contains("tallystick_seen_total 1.0");
    for (String path : new String[] {"/v1/status", "/v1/accounts", "/"}) {
      assertThat(ask(path)).startsWith("404");
    }
  }

  @Test
  void aPortThatIsTakenIsToldByItsSetting() {
    assertThatThrownBy(() -> at(server.address().getPort()))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("http.health-port");
  }
}
