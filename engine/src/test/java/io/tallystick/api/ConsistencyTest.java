package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ring.query.Consistency;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads promise, and how they say where they stand. */
class ConsistencyTest {
  private static ServerUnderTest server;

  @BeforeAll
  static void start() throws Exception {
    server = ServerUnderTest.withAccounts();
    server.post(
        "/v1/transfers",
        "{\"id\":\"t-0\",\"debit_account_id\":\"customer:1\",\"amount\":\"5\","
            + "\"credit_account_id\":\"nostro:YZ\",\"ledger\":\"EUR\",\"code\":1}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.engine.lastConsistency = null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/ledgers?",
        "/v1/accounts?ledger=EUR&",
        "/v1/accounts/customer:1?",
        "/v1/accounts/customer:1?at=2026-01-01T00:00:00Z&",
        "/v1/accounts/customer:1/transfers?",
        "/v1/accounts/customer:1/balances?",
        "/v1/transfers?ledger=EUR&",
        "/v1/transfers/t-0?",
        "/v1/transfers/t-0/proof?"
      })
  void readsAreLinearizableUnlessTheyAskForWhatIsHere(String path) throws Exception {
    assertRead(path.substring(0, path.length() - 1), Consistency.LINEARIZABLE);
    assertRead(path + "consistency=linearizable", Consistency.LINEARIZABLE);
    assertRead(path + "consistency=local", Consistency.LOCAL);
    HttpResponse<String> refused = server.get(path + "consistency=eventual");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(ServerUnderTest.json(refused).get("code").asText()).isEqualTo("parameter_malformed");
    assertThat(ServerUnderTest.json(refused).get("field").asText()).isEqualTo("consistency");
  }

  private static void assertRead(String path, Consistency consistency) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Tallystick-Height")).contains("3");
    assertThat(server.engine.lastConsistency).isEqualTo(consistency);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/batches", "/v1/batches/1", "/v1/batches/1/records"})
  void batchesAreThoseThatThisNodeHasSealed(String path) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Tallystick-Height")).contains("2");
    assertThat(server.engine.lastConsistency).isEqualTo(Consistency.LOCAL);
    assertThat(server.get(path + "?consistency=local").statusCode()).isEqualTo(400);
  }

  @Test
  void aRefusalSaysNothingOfAHeight() throws Exception {
    HttpResponse<String> response = server.get("/v1/accounts/nobody");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Tallystick-Height")).isEmpty();
  }
}
