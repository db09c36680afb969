package io.tallystick.api;

import static io.tallystick.api.ServerUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.Outcome;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals are exact problem documents, and nothing refused enters the engine. */
final class RefusalsTest {
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
    server.engine.ledgersHidden = false;
  }

  private static final String ROW =
      "{\"id\":\"r-1\",\"debit_account_id\":\"customer:1\",\"credit_account_id\":\"nostro:YZ\","
          + "\"amount\":\"5\",\"ledger\":\"EUR\",\"code\":1}";

  @Test
  void the_whole_document_is_as_documented() throws Exception {
    HttpResponse<String> response =
        server.post("/v1/transfers", "[" + ROW + "," + ROW.replace("\"5\"", "-5") + "]");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                + "\"code\":\"amount_malformed\","
                + "\"detail\":\"digits only: a whole number of minor units\","
                + "\"field\":\"amount\",\"row\":1,\"value\":\"-5\","
                + "\"rule\":\"digits only: a whole number of minor units\"}");
  }

  @Test
  void nothing_of_a_refused_body_enters() throws Exception {
    int before = server.engine.submitted.size();
    server.post("/v1/transfers", "[" + ROW + ",{\"id\":1}]");
    server.post("/v1/transfers", "[" + ROW + "," + ROW.replace("EUR", "NONE") + "]");
    server.post("/v1/transfers", "[" + ROW);
    assertThat(server.engine.submitted).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/transfers?balances=yes                  | parameter_malformed   | balances
          /v1/transfers?nonsense=1                    | parameter_unknown     | nonsense
          /v1/transfers?balances=true&balances=true   | parameter_repeated    | balances
          /v1/accounts?balances=true                  | parameter_unknown     | balances
          """)
  void a_wrong_parameter_of_a_post_is_refused(String path, String code, String field)
      throws Exception {
    JsonNode problem = json(server.post(path, "[" + ROW + "]"));
    assertThat(problem.get("status").asInt()).isEqualTo(400);
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/accounts/a%20b                        | 400 | id_malformed
          /v1/accounts/%20                          | 400 | id_malformed
          /v1/accounts/customer:1?at=yesterday      | 400 | time_malformed
          /v1/accounts/customer:1/transfers?side=x  | 400 | parameter_malformed
          /v1/accounts/customer:1/transfers?limit=0 | 400 | parameter_malformed
          /v1/accounts?limit=1001                   | 400 | parameter_malformed
          /v1/accounts?code=-1                      | 400 | parameter_malformed
          /v1/accounts?code=%2B1                    | 400 | parameter_malformed
          /v1/accounts?code=65536                   | 400 | parameter_malformed
          /v1/accounts?ledger=eur                   | 400 | ledger_code_malformed
          /v1/accounts?ledger=NONE                  | 422 | ledger_unknown
          /v1/accounts?user_data_128=name           | 400 | parameter_malformed
          /v1/batches/x                             | 400 | height_malformed
          /v1/batches?after=-1                      | 400 | parameter_malformed
          /v1/batches/stream?after=x                | 400 | parameter_malformed
          """)
  void a_wrong_query_is_refused(String path, int status, String code) throws Exception {
    JsonNode problem = json(server.get(path));
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/plain                        | 415 | content_type_unsupported
          application/x-www-form-urlencoded | 415 | content_type_unsupported
          multipart/form-data; boundary=x   | 415 | content_type_unsupported
          application/octet-stream          | 415 | content_type_unsupported
          application/json; charset=utf-8   | 200 |
          APPLICATION/JSON                  | 200 |
          """)
  void only_two_types_of_bodies_are_taken(String type, int status, String code) throws Exception {
    HttpResponse<String> response = server.postAs("/v1/transfers", type, "[" + ROW + "]");
    assertThat(response.statusCode()).isEqualTo(status);
    if (code != null) {
      assertThat(json(response).get("code").asText()).isEqualTo(code);
    }
  }

  @Test
  void accounts_are_not_taken_as_binary_and_nothing_is_taken_compressed() throws Exception {
    HttpResponse<byte[]> binary = server.postBinary("/v1/accounts", new byte[128]);
    assertThat(binary.statusCode()).isEqualTo(415);
    JsonNode gzip = json(server.post("/v1/transfers", "[" + ROW + "]", "Content-Encoding", "gzip"));
    assertThat(gzip.get("code").asText()).isEqualTo("content_encoding_unsupported");
  }

  @Test
  void a_binary_body_that_no_record_holds_is_refused() throws Exception {
    byte[] body = new byte[256];
    body[128 + 56] = 1;
    HttpResponse<byte[]> response = server.postBinary("/v1/transfers", body);
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode problem = Json.mapper().readTree(response.body());
    assertThat(problem.get("code").asText()).isEqualTo("amount_too_large");
    assertThat(problem.get("row").asInt()).isEqualTo(1);
    assertThat(problem.get("value").asText()).isEqualTo("1 * 2^64 + 0");
    HttpResponse<byte[]> large = server.postBinary("/v1/transfers", new byte[8_191 * 128]);
    assertThat(large.statusCode()).isEqualTo(413);
  }

  @Test
  void an_unknown_ledger_is_looked_for_once_behind_the_barrier() throws Exception {
    server.engine.ledgersHidden = true;
    assertThat(json(server.post("/v1/transfers", ROW.replace("r-1", "r-2"))).get("result").asText())
        .isEqualTo("created");
    JsonNode problem =
        json(server.post("/v1/transfers", "[" + ROW + "," + ROW.replace("EUR", "NONE") + "]"));
    assertThat(problem.get("status").asInt()).isEqualTo(422);
    assertThat(problem.get("code").asText()).isEqualTo("ledger_unknown");
    assertThat(problem.get("row").asInt()).isEqualTo(1);
    assertThat(problem.get("value").asText()).isEqualTo("NONE");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "30001", "x", "1.5", "99999999999999999999", "''"})
  void a_wrong_request_timeout_is_refused(String value) throws Exception {
    JsonNode problem =
        json(server.post("/v1/transfers", "[" + ROW + "]", "Request-Timeout", value));
    assertThat(problem.get("code").asText()).isEqualTo("request_timeout_invalid");
  }

  @ParameterizedTest
  @CsvSource({"TOO_MANY,429,250,1", "UNAVAILABLE,503,2500,3", "UNAVAILABLE,503,1000,1"})
  void what_never_entered_says_when_to_try_again(
      ErrorKind kind, int status, long retryAfterMs, String seconds) throws Exception {
    server.engine.intake =
        body ->
            CompletableFuture.<Outcome>failedFuture(
                TallystickException.retry(kind, "queue_full", "The queue is full.", retryAfterMs));
    HttpResponse<String> response = server.post("/v1/transfers", ROW);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Retry-After")).hasValue(seconds);
    JsonNode problem = json(response);
    assertThat(problem.get("code").asText()).isEqualTo("queue_full");
    assertThat(problem.get("retry_after_ms").asLong()).isEqualTo(retryAfterMs);
    assertThat(problem.get("retry_safe").asBoolean()).isTrue();
  }

  @Test
  void a_defect_shows_no_trace_of_itself() throws Exception {
    server.engine.intake =
        body -> {
          throw new IllegalStateException("secret detail");
        };
    HttpResponse<String> response = server.post("/v1/transfers", ROW);
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).get("code").asText()).isEqualTo("internal_error");
    assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
  }
}
