package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tallystick.base.TallystickException;
import io.tallystick.ring.Outcome;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A server that stops finishes what it has begun; one that cannot start says why. */
final class StopTest {
  private static final String ROW =
      "{\"id\":\"s\",\"debit_account_id\":\"customer:1\",\"credit_account_id\":\"nostro:YZ\","
          + "\"amount\":\"5\",\"ledger\":\"EUR\",\"code\":1}";

  @Test
  void a_request_in_flight_gets_its_answer() throws Exception {
    try (ServerUnderTest server = ServerUnderTest.withAccounts()) {
      CompletableFuture<Outcome> settled = new CompletableFuture<>();
      server.engine.intake = body -> settled;
      CompletableFuture<HttpResponse<String>> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return server.post("/v1/transfers", ROW);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      await().until(() -> server.engine.submitted.size() == 3);
      CompletableFuture<Void> stopped = server.server.stop().toCompletableFuture();
      assertThat(stopped).isNotDone();
      settled.complete(server.engine.settle(server.engine.submitted.get(2)));
      assertThat(answer.get().statusCode()).isEqualTo(200);
      assertThat(answer.get().headers().firstValue("Connection")).hasValue("close");
      stopped.get();
    }
  }

  @Test
  void one_that_never_ends_is_waited_for_no_longer_than_the_grace() throws Exception {
    ApiSettings.Timeouts t = ApiSettings.Timeouts.defaults();
    ApiSettings settings =
        ApiSettings.development(0)
            .withTimeouts(
                new ApiSettings.Timeouts(
                    t.requestTimeoutMs(),
                    t.requestTimeoutMsMax(),
                    t.outcomeLookupMs(),
                    t.headTimeoutMs(),
                    t.bodyTimeoutMs(),
                    t.idleTimeoutMs(),
                    200));
    try (ServerUnderTest server = new ServerUnderTest(settings)) {
      server.addAccounts();
      server.engine.intake = body -> new CompletableFuture<>();
      CompletableFuture<Void> answer =
          CompletableFuture.runAsync(
              () -> {
                try {
                  server.post("/v1/transfers", ROW);
                } catch (Exception e) {
                  // The connection is cut; that is what is waited for.
                }
              });
      await().until(() -> server.engine.submitted.size() == 3);
      long start = System.nanoTime();
      server.server.stop().toCompletableFuture().get();
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(200L, 5_000L);
      answer.get();
    }
  }

  @Test
  void a_taken_port_is_refused_by_name() {
    try (ServerUnderTest first = new ServerUnderTest()) {
      CompletionException e =
          catchThrowableOfType(
              CompletionException.class,
              () -> new ServerUnderTest(ApiSettings.development(first.port)));
      assertThat(e.getCause()).isInstanceOf(TallystickException.class);
      assertThat(((TallystickException) e.getCause()).code()).isEqualTo("port_in_use");
      assertThat(e.getCause()).hasMessageContaining(Integer.toString(first.port));
    }
  }
}
