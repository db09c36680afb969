package io.tallystick.node;

import static io.tallystick.node.ReplicaUnderTest.join;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ordering.Ordering;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.agreement.StoredChain;
import io.tallystick.ring.query.AccountFilter;
import io.tallystick.ring.query.Consistency;
import io.tallystick.ring.query.EngineQueries;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.ReadPoint;
import io.tallystick.ring.query.TransferFilter;
import io.tallystick.ring.wire.WireErrors;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that has applied something and can reach no leader any more. */
class LocalReadsTest {
  @TempDir Path folder;

  private final AtomicInteger barriers = new AtomicInteger();
  private volatile boolean leaderLost;
  private ActorSystem<Void> system;
  private ReplicaUnderTest replica;
  private EngineQueries queries;

  @BeforeEach
  void start() {
    system = NodeSystem.start(NodeOptions.Place.SINGLE, NodeConfiguration.defaults());
    replica = new ReplicaUnderTest(system, folder, this::losingItsLeader);
    queries = replica.queries();
    settle(ledger());
    settle(account(7));
    settle(account(8));
  }

  @AfterEach
  void stop() {
    replica.close();
    NodeSystem.stop(system);
  }

  /** The same, but counts barriers and refuses them once the leader is lost. */
  private Ordering losingItsLeader(Ordering whole) {
    return (Ordering)
        Proxy.newProxyInstance(
            Ordering.class.getClassLoader(),
            new Class<?>[] {Ordering.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("readBarrier")) {
                barriers.incrementAndGet();
                if (leaderLost) {
                  return CompletableFuture.failedFuture(
                      TallystickException.retry(ErrorKind.UNAVAILABLE, "not_leader", "", 1_000));
                }
              }
              try {
                return method.invoke(whole, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void settle(Body body) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    assertThat(join(replica.pipelines().intake().submit(body, deadline)).results()).containsOnly(0);
  }

  private static Body ledger() {
    byte[] record = new byte[Body.RECORD_BYTES];
    LedgerRequest.write(record, 0, 978, "EUR", 2);
    return new Body(BodyKind.LEDGERS, 1, record, List.of(), false);
  }

  private static Body account(long id) {
    byte[] record = new byte[Body.RECORD_BYTES];
    AccountRequest.id(record, 0, 0, id);
    AccountRequest.ledger(record, 0, 978);
    AccountRequest.code(record, 0, 1);
    return new Body(BodyKind.ACCOUNTS, 1, record, List.of(), false);
  }

  @Test
  void localReadsAskNobodyAndSayHowFarTheyAre() {
    leaderLost = true;
    barriers.set(0);
    ReadPoint point = join(queries.at(Consistency.LOCAL));
    // An empty batch may have closed a journal unit meanwhile.
    assertThat(point.height()).isGreaterThanOrEqualTo(3);
    assertThat(point.sealedHeight()).isBetween(0L, point.height());
    Queries here = point.queries();
    assertThat(join(here.account(0, 7))).isPresent();
    assertThat(join(here.accountAt(0, 8, Long.MAX_VALUE))).isPresent();
    AccountFilter all = new AccountFilter(null, 978, null, null, null, null, null, 10);
    assertThat(join(here.accounts(all)).rows()).hasSize(2);
    assertThat(join(here.ledgers())).hasSize(1);
    assertThat(join(here.ledgerByCode("USD"))).isEmpty();
    assertThat(join(here.transfer(0, 9))).isEmpty();
    assertThat(join(here.proof(0, 9))).isEmpty();
    TransferFilter transfers =
        new TransferFilter(null, null, null, 1, 978, 0, Long.MAX_VALUE, null, 10);
    assertThat(join(here.transfers(transfers)).rows()).isEmpty();
    assertThat(barriers).hasValue(0);
  }

  @Test
  void linearizableReadsWaitForOneBarrierAndFailWithoutALeader() {
    barriers.set(0);
    ReadPoint point = join(queries.at(Consistency.LINEARIZABLE));
    assertThat(point.height()).isGreaterThanOrEqualTo(3);
    assertThat(join(point.queries().account(0, 7))).isPresent();
    assertThat(join(point.queries().transfer(0, 9))).isEmpty();
    assertThat(barriers).hasValue(1);
    leaderLost = true;
    for (CompletionStage<?> read :
        List.of(
            queries.at(Consistency.LINEARIZABLE),
            queries.account(0, 7),
            queries.transfer(0, 9),
            queries.ledgers())) {
      Throwable failure = read.handle((ok, problem) -> problem).toCompletableFuture().join();
      assertThat(WireErrors.known(failure).code()).isEqualTo("not_leader");
    }
  }

  @Test
  void theOwnChainIsTheSealedOne() {
    join(queries.at(Consistency.LINEARIZABLE).thenCompose(at -> at.queries().transfer(0, 9)));
    SealedBatchStore store = replica.store().store();
    StoredChain chain = new StoredChain(store);
    assertThat(chain.height()).isGreaterThanOrEqualTo(3);
    assertThat(chain.hashAt(3)).isEqualTo(Hash.of(store.readHash(3), 0));
    assertThat(chain.hashAt(2)).isNotEqualTo(chain.hashAt(3));
    assertThat(chain.hashAt(0)).isNull();
    assertThat(chain.hashAt(1_000_000)).isNull();
  }
}
