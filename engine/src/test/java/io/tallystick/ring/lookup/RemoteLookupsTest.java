package io.tallystick.ring.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.query.Lookups;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.StatusRow;
import io.tallystick.ring.query.Views.TransferRow;
import io.tallystick.ring.wire.TestSystems;
import io.tallystick.ring.wire.WireErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node without a replica asks one that has one, over a socket. */
class RemoteLookupsTest {
  private static final long HISTORY = 9;

  private final TestSystems systems = new TestSystems("");
  private final Known known = new Known();
  private volatile LookupTarget.Node target;
  private LookupServer server;
  private RemoteLookups lookups;
  private ActorSystem<Void> replica;

  /** What the replica knows. */
  private static final class Known implements Lookups {
    private final AtomicInteger ledgersAsked = new AtomicInteger();
    private volatile RuntimeException failure;

    private <T> CompletionStage<Optional<T>> answer(T row) {
      return failure == null
          ? CompletableFuture.supplyAsync(() -> Optional.ofNullable(row))
          : CompletableFuture.failedFuture(failure);
    }

    @Override
    public CompletionStage<Optional<LedgerRow>> ledgerByCode(String code) {
      ledgersAsked.incrementAndGet();
      return answer(code.equals("EUR") ? LookupCodecTest.LEDGER : null);
    }

    @Override
    public CompletionStage<Optional<AccountRow>> account(long idHigh, long idLow) {
      return answer(idHigh == -2 && idLow == 3 ? LookupCodecTest.ACCOUNT : null);
    }

    @Override
    public CompletionStage<Optional<TransferRow>> transfer(long idHigh, long idLow) {
      TransferRow row = LookupCodecTest.TRANSFER;
      return answer(
          idHigh == 1
              ? new TransferRow(row.record(), idLow, 18, "customer:1", null, 20, -1)
              : null);
    }

    @Override
    public Optional<LedgerRow> knownLedger(String code) {
      return Optional.empty();
    }

    @Override
    public Optional<LedgerRow> knownLedger(int number) {
      return Optional.empty();
    }

    @Override
    public StatusRow status() {
      return null;
    }

    @Override
    public Optional<String> notReadyBecause() {
      return Optional.empty();
    }
  }

  @BeforeEach
  void start() {
    replica = systems.start();
    ActorSystem<Void> gateway = systems.start();
    target = new LookupTarget.Node(TestSystems.address(replica), HISTORY);
    server = LookupServer.start(replica, "main", HISTORY, known);
    lookups =
        RemoteLookups.start(
            gateway, "main", () -> target, () -> null, () -> Optional.of("not yet"));
  }

  @AfterEach
  void stop() {
    lookups.close();
    server.close();
    systems.close();
  }

  private static <T> T join(CompletionStage<T> asked) {
    return asked.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static TallystickException failure(CompletionStage<?> asked) {
    return WireErrors.known(join(asked.handle((ok, failure) -> failure)));
  }

  @Test
  void rowsComeAsTheReplicaHasThem() {
    assertThat(join(lookups.transfer(1, 17)).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(LookupCodecTest.TRANSFER);
    assertThat(join(lookups.account(-2, 3))).contains(LookupCodecTest.ACCOUNT);
    assertThat(join(lookups.transfer(2, 17))).isEmpty();
    assertThat(join(lookups.account(0, 3))).isEmpty();
  }

  @Test
  void aLedgerIsAskedForOnceAndAMissingOneAgain() {
    assertThat(lookups.knownLedger("EUR")).isEmpty();
    assertThat(join(lookups.ledgerByCode("EUR"))).contains(LookupCodecTest.LEDGER);
    assertThat(join(lookups.ledgerByCode("EUR"))).contains(LookupCodecTest.LEDGER);
    assertThat(known.ledgersAsked).hasValue(1);
    assertThat(lookups.knownLedger("EUR")).contains(LookupCodecTest.LEDGER);
    assertThat(lookups.knownLedger(978)).contains(LookupCodecTest.LEDGER);
    assertThat(join(lookups.ledgerByCode("USD"))).isEmpty();
    assertThat(join(lookups.ledgerByCode("USD"))).isEmpty();
    assertThat(known.ledgersAsked).hasValue(3);
  }

  @Test
  void theReplicasFailuresComeBackAsTheyAre() {
    known.failure = TallystickException.retry(ErrorKind.UNAVAILABLE, "not_leader", "wait", 7);
    TallystickException reason = failure(lookups.transfer(1, 1));
    assertThat(reason.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(reason.code()).isEqualTo("not_leader");
    known.failure = new IllegalStateException("x");
    assertThat(failure(lookups.account(1, 1)).code()).isEqualTo("lookup_failed");
  }

  @Test
  void manyAtOnceGetEachTheirOwnAnswer() {
    List<CompletionStage<Optional<TransferRow>>> asked = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      asked.add(lookups.transfer(1, i));
    }
    for (int i = 0; i < asked.size(); i++) {
      assertThat(join(asked.get(i)).orElseThrow().number()).isEqualTo(i);
    }
  }

  @Test
  void withoutAReplicaALookUpFailsAtOnce() {
    target = null;
    assertThat(failure(lookups.transfer(1, 1)).code()).isEqualTo("no_replica");
  }

  @Test
  void aReplicaOfAnotherHistoryAnswersNothing() {
    target = new LookupTarget.Node(TestSystems.address(replica), HISTORY + 1);
    assertThat(failure(lookups.transfer(1, 1)).code()).isEqualTo("history_differs");
  }

  @Test
  void aReplicaThatIsGoneLetsALookUpFailInTime() {
    TestSystems.stop(replica);
    assertThat(failure(lookups.transfer(1, 1)).code()).isEqualTo("lookup_timed_out");
  }

  @Test
  void afterTheEndNothingIsAsked() {
    lookups.close();
    assertThat(failure(lookups.transfer(1, 1)).code()).isEqualTo("node_stopping");
    assertThat(lookups.notReadyBecause()).contains("not yet");
  }
}
