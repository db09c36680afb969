package io.tallystick.api;

import static io.tallystick.api.ServerUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.Outcome;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A lost answer is told apart from a refusal, and found again where it can be. */
final class LostOutcomeTest {
  private static ServerUnderTest server;

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.withAccounts();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void heal() {
    server.engine.intake = null;
    server.engine.queriesFail = null;
  }

  private static String row(String id) {
    return "{\"id\":\""
        + id
        + "\",\"debit_account_id\":\"customer:1\",\"credit_account_id\":\"nostro:YZ\","
        + "\"amount\":\"5\",\"ledger\":\"EUR\",\"code\":1}";
  }

  private static CompletionStage<Outcome> lost() {
    return CompletableFuture.failedFuture(
        TallystickException.of(ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", "lost"));
  }

  private static void settleAndLose() {
    server.engine.intake =
        body -> {
          server.engine.settle(body);
          return lost();
        };
  }

  @Test
  void if_every_row_is_found_the_answer_is_that_of_a_retry() throws Exception {
    settleAndLose();
    HttpResponse<String> response =
        server.post(
            "/v1/transfers", "[" + row("l-1") + "," + row("l-2").replace("customer:1", "x") + "]");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode lost = json(response);
    assertThat(lost.get(0).get("result").asText()).isEqualTo("exists");
    assertThat(lost.get(1).get("result").asText()).isEqualTo("id_already_failed");
    assertThat(lost.get(1).get("first_result").asText()).isEqualTo("debit_account_not_found");
    server.engine.intake = null;
    JsonNode retried =
        json(
            server.post(
                "/v1/transfers",
                "[" + row("l-1") + "," + row("l-2").replace("customer:1", "x") + "]"));
    assertThat(retried).isEqualTo(lost);
  }

  @Test
  void accounts_and_ledgers_are_found_again_too() throws Exception {
    settleAndLose();
    assertThat(
            json(server.post("/v1/accounts", "{\"id\":\"l:1\",\"ledger\":978,\"code\":3}"))
                .get("result")
                .asText())
        .isEqualTo("exists");
    assertThat(json(server.post("/v1/ledgers", "{\"code\":\"USD\"}")).get("result").asText())
        .isEqualTo("exists");
  }

  @Test
  void if_some_are_missing_504_lists_those_found_and_says_that_a_retry_is_safe() throws Exception {
    server.post("/v1/transfers", row("m-1"));
    server.engine.intake = body -> lost();
    HttpResponse<String> response =
        server.post("/v1/transfers", "[" + row("m-0") + "," + row("m-1") + "]");
    assertThat(response.statusCode()).isEqualTo(504);
    JsonNode problem = json(response);
    assertThat(problem.get("code").asText()).isEqualTo("outcome_unknown");
    assertThat(problem.get("retry_safe").asBoolean()).isTrue();
    assertThat(problem.get("detail").asText()).contains("same ids");
    assertThat(problem.get("rows").asInt()).isEqualTo(2);
    assertThat(problem.get("found")).hasSize(1);
    assertThat(problem.get("found").get(0).get("row").asInt()).isEqualTo(1);
    assertThat(problem.get("found").get(0).get("id").asText()).isEqualTo("m-1");
    assertThat(problem.get("found").get(0).get("result").asText()).isEqualTo("exists");
  }

  @Test
  void if_nothing_can_be_looked_up_504_says_only_that() throws Exception {
    server.engine.intake =
        body -> {
          server.engine.queriesFail =
              TallystickException.retry(ErrorKind.UNAVAILABLE, "no_leader", "no leader", 100);
          return lost();
        };
    HttpResponse<String> response = server.post("/v1/transfers", row("u-1"));
    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(json(response).get("found")).isEmpty();
  }

  @Test
  void an_engine_that_never_answers_is_waited_for_until_the_deadline() throws Exception {
    server.engine.intake = body -> new CompletableFuture<>();
    long start = System.nanoTime();
    HttpResponse<String> response =
        server.post("/v1/transfers", row("n-1"), "Request-Timeout", "200");
    assertThat(response.statusCode()).isEqualTo(504);
    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(200L, 5_000L);
  }

  @Test
  void binary_bodies_are_found_again_as_well() throws Exception {
    byte[] body = new byte[256];
    for (int row = 0; row < 2; row++) {
      TransferRequest.id(body, row * 128, 0, 9_000 + row);
      for (String name : List.of("customer:1", "nostro:YZ")) {
        Id id = Id.ofName("", name);
        if (name.startsWith("c")) {
          TransferRequest.debitAccountId(body, row * 128, id.high(), id.low());
        } else {
          TransferRequest.creditAccountId(body, row * 128, id.high(), id.low());
        }
      }
      TransferRequest.amount(body, row * 128, 3);
    }
    settleAndLose();
    HttpResponse<byte[]> found = server.postBinary("/v1/transfers", body);
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).hasSize(32);
    assertThat(LittleEndian.getInt(found.body(), 4)).isEqualTo(TransferResult.EXISTS.number());
    server.engine.intake = b -> lost();
    TransferRequest.id(body, 0, 0, 77);
    HttpResponse<byte[]> missing = server.postBinary("/v1/transfers", body);
    assertThat(missing.statusCode()).isEqualTo(504);
    assertThat(new String(missing.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"id\":\"9001\"")
        .doesNotContain("\"id\":\"77\"");
  }
}
