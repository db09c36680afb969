package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.node.CassandraChoice;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transfer id takes effect at most once, however it comes twice. */
class OnceTest {
  @TempDir Path folder;

  @Test
  void theSameIdTwiceInABodyAndInManyBodiesAtOnceSettlesOnce() throws Exception {
    try (TestNode node = TestNode.start(folder, CassandraChoice.none())) {
      node.post("/v1/ledgers", "{\"code\":\"EUR\"}");
      node.post(
          "/v1/accounts",
          "[{\"id\":\"a\",\"ledger\":\"EUR\",\"code\":1},{\"id\":\"b\",\"ledger\":\"EUR\",\"code\":1}]");
      String body =
          node.post("/v1/transfers", "[" + transfer("twice") + "," + transfer("twice") + "]")
              .body();
      assertThat(body).contains("\"result\":\"created\"").contains("\"result\":\"exists\"");
      int created = 0;
      for (String answer : sameIdsFromManyCallers(node)) {
        created += answer.split("\"result\":\"created\"", -1).length - 1;
        assertThat(answer).containsPattern("created|exists");
      }
      assertThat(created).as("each of the 50 ids once").isEqualTo(50);
      assertThat(node.get("/v1/accounts/b").body()).contains("\"credits_posted\":\"51\"");
    }
  }

  private static List<String> sameIdsFromManyCallers(TestNode node) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String id = "id-" + i / 8;
        answers.add(callers.submit(() -> node.post("/v1/transfers", "[" + transfer(id) + "]")));
      }
      List<String> bodies = new ArrayList<>();
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
        bodies.add(answer.get().body());
      }
      return bodies;
    } finally {
      callers.shutdownNow();
    }
  }

  private static String transfer(String id) {
    return "{\"id\":\""
        + id
        + "\",\"debit_account_id\":\"a\",\"credit_account_id\":\"b\",\"amount\":\"1\",\"ledger\":\"EUR\",\"code\":1}";
  }
}
