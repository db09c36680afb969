package io.tallystick.api;

import static io.tallystick.api.ServerUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.Amounts;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.Body;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client sees of an engine that works. */
final class ApiServerTest {
  private static ServerUnderTest server;

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.withAccounts();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String transfer(String id, String amount) {
    return "{\"id\":\""
        + id
        + "\",\"debit_account_id\":\"customer:1\",\"credit_account_id\":\"nostro:YZ\",\"amount\":"
        + amount
        + ",\"ledger\":\"EUR\",\"code\":1}";
  }

  @Test
  void an_iso_currency_knows_its_number_and_scale() throws Exception {
    HttpResponse<String> response = server.post("/v1/ledgers", "{\"code\":\"JPY\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode row = json(response);
    assertThat(row.get("id").asText()).isEqualTo("392");
    assertThat(row.get("scale").asInt()).isZero();
    assertThat(row.get("result").asText()).isEqualTo("created");
    assertThat(row.get("timestamp").isTextual()).isTrue();
  }

  @Test
  void answers_stand_in_the_order_of_the_rows() throws Exception {
    HttpResponse<String> response =
        server.post(
            "/v1/transfers", "[" + transfer("t-1", "\"1250\"") + "," + transfer("t-2", "7") + "]");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Tallystick-Height")).isPresent();
    JsonNode rows = json(response);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("id").asText()).isEqualTo("t-1");
    assertThat(rows.get(0).get("result").asText()).isEqualTo("created");
    assertThat(rows.get(1).get("id").asText()).isEqualTo("t-2");
    assertThat(rows.get(1).has("debit_account")).isFalse();
  }

  @Test
  void a_name_stands_for_the_same_id_everywhere() throws Exception {
    server.post("/v1/transfers", transfer("n-1", "5"));
    Body body = server.engine.submitted.get(server.engine.submitted.size() - 1);
    Id id = Id.ofName("", "n-1");
    assertThat(TransferRequest.idHigh(body.records(), 0)).isEqualTo(id.high());
    assertThat(TransferRequest.ledger(body.records(), 0)).isEqualTo(978);
    JsonNode row = json(server.get("/v1/transfers/n-1"));
    assertThat(row.get("id").asText()).isEqualTo(id.toHex());
    assertThat(row.get("debit_account_id").asText()).isEqualTo("customer:1");
    assertThat(row.get("amount").asText()).isEqualTo("5");
    assertThat(row.get("ledger").asText()).isEqualTo("EUR");
    assertThat(json(server.get("/v1/transfers/" + id.toHex()))).isEqualTo(row);
    assertThat(json(server.get("/v1/transfers/@%2Fn-1"))).isEqualTo(row);
  }

  @Test
  void balances_come_with_the_answer_on_request() throws Exception {
    JsonNode row =
        json(server.post("/v1/transfers?balances=true", "[" + transfer("b-1", "30") + "]")).get(0);
    assertThat(row.get("debit_account").get("debits_posted").asLong()).isGreaterThanOrEqualTo(30);
    assertThat(row.get("credit_account").get("credits_posted"))
        .isEqualTo(row.get("debit_account").get("debits_posted"));
    JsonNode again = json(server.post("/v1/transfers?balances=true", transfer("b-1", "30")));
    assertThat(again.get("result").asText()).isEqualTo("exists");
    assertThat(again.has("debit_account")).isFalse();
  }

  @Test
  void a_burnt_id_says_what_burnt_it() throws Exception {
    String row = transfer("t-9", "1").replace("customer:1", "customer:none");
    assertThat(json(server.post("/v1/transfers", row)).get("result").asText())
        .isEqualTo("debit_account_not_found");
    JsonNode again = json(server.post("/v1/transfers", row));
    assertThat(again.get("result").asText()).isEqualTo("id_already_failed");
    assertThat(again.get("first_result").asText()).isEqualTo("debit_account_not_found");
    assertThat(again.get("first_timestamp").asText()).isNotEmpty();
  }

  @Test
  void a_post_and_a_void_inherit_what_they_leave_out() throws Exception {
    server.post(
        "/v1/transfers",
        """
        [{"id":"p-1","pending_id":"h-1","flags":["post_pending_transfer"]},
         {"id":"p-2","pending_id":"h-2","flags":["void_pending_transfer"]},
         {"id":"p-3","pending_id":"h-3","flags":["post_pending_transfer"],"amount":"0"}]""");
    byte[] records = server.engine.submitted.get(server.engine.submitted.size() - 1).records();
    assertThat(TransferRequest.amount(records, 0)).isEqualTo(Amounts.AMOUNT_MAX);
    assertThat(TransferRequest.amount(records, 128)).isZero();
    assertThat(TransferRequest.amount(records, 256)).isZero();
    assertThat(TransferRequest.flags(records, 0)).isEqualTo(TransferFlags.POST_PENDING_TRANSFER);
    assertThat(TransferRequest.ledger(records, 0)).isZero();
    assertThat(TransferRequest.debitAccountIdHigh(records, 0)).isZero();
  }

  @Test
  void binary_bodies_are_answered_by_their_failures_only() throws Exception {
    byte[] body = new byte[3 * 128];
    Id debit = Id.ofName("", "customer:1");
    Id credit = Id.ofName("", "nostro:YZ");
    for (int row = 0; row < 3; row++) {
      int at = row * 128;
      TransferRequest.id(body, at, row == 1 ? 0 : 1, row == 1 ? 0 : 100 + row);
      TransferRequest.debitAccountId(body, at, debit.high(), debit.low());
      TransferRequest.creditAccountId(body, at, credit.high(), credit.low());
      TransferRequest.amount(body, at, 10);
      TransferRequest.ledger(body, at, 978);
      TransferRequest.code(body, at, 1);
    }
    HttpResponse<byte[]> response = server.postBinary("/v1/transfers", body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.tallystick.results");
    assertThat(response.body()).hasSize(16);
    assertThat(LittleEndian.getInt(response.body(), 0)).isEqualTo(1);
    assertThat(LittleEndian.getInt(response.body(), 4))
        .isEqualTo(TransferResult.ID_MUST_NOT_BE_ZERO.number());
    assertThat(LittleEndian.getLong(response.body(), 8)).isGreaterThan(FakeEngine.T0);
  }

  @Test
  void a_full_body_of_8190_rows_passes_in_both_forms() throws Exception {
    byte[] body = new byte[8_190 * 128];
    for (int row = 0; row < 8_190; row++) {
      TransferRequest.id(body, row * 128, 0, row + 1);
    }
    assertThat(server.postBinary("/v1/transfers", body).statusCode()).isEqualTo(200);
    StringBuilder rows = new StringBuilder("[");
    for (int row = 0; row < 8_190; row++) {
      rows.append(row == 0 ? "" : ",").append(transfer("j-" + row, "1"));
    }
    HttpResponse<String> response = server.post("/v1/transfers", rows.append(']').toString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response)).hasSize(8_190);
  }

  @Test
  void accounts_and_ledgers_are_read_back() throws Exception {
    JsonNode account = json(server.get("/v1/accounts/customer:1"));
    assertThat(account.get("id").asText()).isEqualTo("customer:1");
    assertThat(account.get("internal_id").asText()).isEqualTo(Id.ofName("", "customer:1").toHex());
    assertThat(account.get("flags").get(0).asText()).isEqualTo("credits_must_not_exceed_debits");
    assertThat(account.get("debits_posted").isTextual()).isTrue();
    assertThat(json(server.get("/v1/accounts?ledger=EUR&code=200")).get("accounts")).hasSize(1);
    JsonNode ledgers = json(server.get("/v1/ledgers"));
    assertThat(ledgers.get("ledgers").get(0).get("code").asText()).isEqualTo("EUR");
  }

  @Test
  void parameters_of_queries_arrive_as_they_were_meant() throws Exception {
    server.get("/v1/accounts/customer:1?at=2026-01-31T12:00:00.5%2B01:00");
    assertThat(server.engine.lastAt).isEqualTo(1_769_857_200_500_000_000L);
    server.get("/v1/accounts/customer:1/transfers?from=5&to=7&side=debit&limit=3&cursor=abc");
    assertThat(server.engine.lastHistory.fromTimestamp()).isEqualTo(5);
    assertThat(server.engine.lastHistory.toTimestamp()).isEqualTo(7);
    assertThat(server.engine.lastHistory.debits()).isTrue();
    assertThat(server.engine.lastHistory.credits()).isFalse();
    assertThat(server.engine.lastHistory.limit()).isEqualTo(3);
    assertThat(server.engine.lastHistory.cursor()).isEqualTo("abc");
    server.get(
        "/v1/transfers?user_data_64=18446744073709551615&ledger=EUR&code=9&user_data_128=0x"
            + "0".repeat(31)
            + "2");
    assertThat(server.engine.lastTransfers.userData64()).isEqualTo(-1L);
    assertThat(server.engine.lastTransfers.ledger()).isEqualTo(978);
    assertThat(server.engine.lastTransfers.userData128()).containsExactly(0, 2);
    assertThat(server.engine.lastTransfers.toTimestamp()).isEqualTo(Long.MAX_VALUE);
    assertThat(server.engine.lastTransfers.limit()).isEqualTo(100);
  }

  @Test
  void batches_their_records_and_proofs_are_served() throws Exception {
    server.post("/v1/transfers", transfer("q-1", "5"));
    JsonNode page = json(server.get("/v1/batches?after=1"));
    long last = page.get("after").asLong();
    assertThat(page.get("batches")).hasSize((int) last - 1);
    JsonNode batch = json(server.get("/v1/batches/2"));
    assertThat(batch.get("hash").asText()).hasSize(64);
    JsonNode records = json(server.get(batch.get("records").asText()));
    assertThat(records.get("records").get(0).get("type").asText()).isEqualTo("account_created");
    assertThat(records.get("records").get(0).get("id").asText()).isEqualTo("customer:1");
    JsonNode proof = json(server.get("/v1/transfers/q-1/proof"));
    assertThat(proof.get("record").asText()).hasSize(352);
    assertThat(proof.get("batch").get("height").asLong()).isEqualTo(last);
  }

  @Test
  void a_node_tells_how_it_is() throws Exception {
    assertThat(json(server.get("/health/live")).get("status").asText()).isEqualTo("live");
    assertThat(json(server.get("/health/ready")).get("status").asText()).isEqualTo("ready");
    server.engine.notReady = "replaying";
    HttpResponse<String> notReady = server.get("/health/ready");
    assertThat(notReady.statusCode()).isEqualTo(503);
    assertThat(notReady.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(json(notReady).get("detail").asText()).isEqualTo("replaying");
    server.engine.notReady = null;
    assertThat(json(server.get("/v1/status")).get("settled_height").asLong()).isPositive();
    String metrics = server.get("/metrics").body();
    assertThat(metrics)
        .contains("tallystick_settled_height ")
        .contains("tallystick_http_requests_seconds_bucket{")
        .contains("jvm_memory_used_bytes");
    assertThat(server.get("/").body()).contains("/openapi.yaml");
    assertThat(server.get("/openapi.yaml").body()).startsWith("openapi: 3.1");
  }

  @Test
  void what_does_not_exist_is_404_and_a_wrong_method_405() throws Exception {
    for (String path :
        new String[] {
          "/v1/accounts/nobody", "/v1/transfers/nothing", "/v1/transfers/nothing/proof",
          "/v1/batches/99", "/v1/batches/99/records", "/v1/accounts/nobody/transfers",
          "/v1/accounts/nobody/balances", "/v2", "/v1/accounts/"
        }) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.headers().firstValue("Content-Type"))
          .as(path)
          .hasValue("application/problem+json");
    }
    HttpResponse<String> wrong = server.send(server.request("/v1/transfers").DELETE().build());
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).hasValue("GET, POST");
  }
}
