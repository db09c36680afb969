package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tallystick.api.auth.SignedGate;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.SampleMembers;
import io.tallystick.participant.key.SigningKey;
import io.tallystick.participant.signature.RequestSigner;
import io.tallystick.participant.signature.RequestVerifier;
import io.tallystick.participant.signature.SignatureSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many signatures wait to be verified is bounded, and in which order they are is no matter. */
class SignaturesWaitingTest {
  private static final int WAITING_MAX = 3;
  private static final long NOW_SECONDS = SampleMembers.ADDED / 1_000_000_000 + 1_000;

  /** Threads that begin when the test says so. */
  private static final class Held implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public synchronized void execute(Runnable task) {
      tasks.add(task);
    }

    synchronized Runnable newest() {
      return tasks.pollLast();
    }
  }

  private final SigningKey key = SigningKey.generate();
  private final RequestSigner signer = new RequestSigner(key, () -> NOW_SECONDS);
  private final Held held = new Held();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private SignedGate gate;
  private ServerUnderTest server;

  private void start(Executor threads) {
    RequestVerifier verifier =
        new RequestVerifier(
            SampleMembers.directory(
                SampleMembers.participant(false),
                SampleMembers.key(1, key, Roles.SUBMIT, SampleMembers.ADDED, 0, false)),
            SignatureSettings.defaults(),
            () -> NOW_SECONDS * 1_000_000_000);
    gate =
        new SignedGate(verifier, () -> CompletableFuture.completedFuture(0L), threads, WAITING_MAX);
    server = new ServerUnderTest(ApiSettings.development(0), engine -> gate);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpRequest transfer(int number) {
    byte[] body =
        ("[{\"id\":\"t-"
                + number
                + "\",\"debit_account_id\":\"a\",\"credit_account_id\":\"b\",\"amount\":\"1\","
                + "\"ledger\":978,\"code\":1}]")
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request = server.request("/v1/transfers");
    request.header("Content-Type", ServerUnderTest.JSON);
    signer.sign("POST", "/v1/transfers", body, body.length).forEach(request::header);
    return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
  }

  private CompletableFuture<HttpResponse<String>> sent(HttpRequest request) {
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatFindsNoPlaceIsRefusedAndCanBeSentAgainAndTheOthersAreAnsweredInAnyOrder()
      throws Exception {
    start(held);
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < WAITING_MAX; i++) {
      waiting.add(sent(transfer(i)));
    }
    await().until(() -> gate.waiting() == WAITING_MAX);

    HttpRequest oneMore = transfer(WAITING_MAX);
    assertRefused(server.send(oneMore));
    assertThat(gate.waiting()).isEqualTo(WAITING_MAX);
    assertThat(server.engine.submitted).as("nothing enters unverified").isEmpty();

    for (Runnable task = held.newest(); task != null; task = held.newest()) {
      task.run();
    }
    for (CompletableFuture<HttpResponse<String>> each : waiting) {
      assertThat(each.join().statusCode()).isEqualTo(200);
    }
    assertThat(server.engine.submitted).hasSize(WAITING_MAX);
    assertThat(gate.waiting()).isZero();

    CompletableFuture<HttpResponse<String>> again = sent(oneMore);
    await().until(() -> gate.waiting() == 1);
    held.newest().run();
    assertThat(again.join().statusCode()).isEqualTo(200);
    assertThat(server.engine.submitted).hasSize(WAITING_MAX + 1);
  }

  @Test
  void threadsThatTakeNothingMoreAreAnsweredAlike() throws Exception {
    start(
        task -> {
          throw new RejectedExecutionException("full");
        });
    assertRefused(server.send(transfer(1)));
    assertThat(gate.waiting()).isZero();
    assertThat(server.engine.submitted).isEmpty();
  }

  private static void assertRefused(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(ServerUnderTest.json(answer).path("code").asText()).isEqualTo("signatures_waiting");
    assertThat(ServerUnderTest.json(answer).path("retry_safe").asBoolean()).isTrue();
  }
}
