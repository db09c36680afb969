package io.tallystick.api;

import static io.tallystick.api.ServerUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.ledger.Id;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An internal id ({@code 0x…}) names something new only if it exists already. */
final class InternalIdsTest {
  private static ServerUnderTest server;

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.withAccounts();
    server.post("/v1/transfers", row("known", ""));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String row(String id, String flags) {
    return "{\"id\":\""
        + id
        + "\",\"debit_account_id\":\"customer:1\",\"credit_account_id\":\"nostro:YZ\","
        + "\"amount\":\"5\",\"ledger\":\"EUR\",\"code\":1,\"flags\":["
        + flags
        + "]}";
  }

  private static String nowhere(int n) {
    return String.format("0x%032x", 0xABCDEF00L + n);
  }

  private static List<String> results(String body) throws Exception {
    List<String> results = new ArrayList<>();
    for (JsonNode row : json(server.post("/v1/transfers", body))) {
      results.add(row.get("result").asText());
    }
    return results;
  }

  @Test
  void one_that_exists_answers_exists() throws Exception {
    String known = Id.ofName("", "known").toHex();
    assertThat(results("[" + row(known, "") + "]")).containsExactly("exists");
  }

  @Test
  void one_that_does_not_is_not_in_scope_and_the_other_rows_settle() throws Exception {
    int before = server.engine.submitted.size();
    assertThat(
            results("[" + row("s-1", "") + "," + row(nowhere(1), "") + "," + row("s-2", "") + "]"))
        .containsExactly("created", "id_not_in_scope", "created");
    assertThat(server.engine.submitted).hasSize(before + 1);
    assertThat(server.engine.submitted.get(before).rows()).isEqualTo(2);
  }

  @Test
  void it_fails_its_chain_and_no_other() throws Exception {
    String linked = "\"linked\"";
    assertThat(
            results(
                "["
                    + row("c-1", linked)
                    + ","
                    + row(nowhere(2), linked)
                    + ","
                    + row("c-2", "")
                    + ","
                    + row("c-3", "")
                    + ","
                    + row("c-4", linked)
                    + ","
                    + row(nowhere(3), linked)
                    + "]"))
        .containsExactly(
            "linked_event_failed",
            "id_not_in_scope",
            "linked_event_failed",
            "created",
            "linked_event_failed",
            "linked_event_chain_open");
  }

  @Test
  void a_body_of_nothing_else_never_enters() throws Exception {
    int before = server.engine.submitted.size();
    assertThat(results("[" + row(nowhere(4), "") + "]")).containsExactly("id_not_in_scope");
    assertThat(server.engine.submitted).hasSize(before);
    JsonNode account =
        json(
            server.post(
                "/v1/accounts", "{\"id\":\"" + nowhere(5) + "\",\"ledger\":\"EUR\",\"code\":1}"));
    assertThat(account.get("result").asText()).isEqualTo("id_not_in_scope");
  }
}
