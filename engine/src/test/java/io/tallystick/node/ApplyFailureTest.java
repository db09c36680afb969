package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.wire.WireErrors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something is settled that apply cannot take. */
class ApplyFailureTest {
  @TempDir Path folder;

  private final Teardown teardown = new Teardown();
  private ReplicaUnderTest replica;

  @BeforeEach
  void start() {
    ActorSystem<Void> system =
        NodeSystem.start(NodeOptions.Place.SINGLE, NodeConfiguration.defaults());
    teardown.add("system", () -> NodeSystem.stop(system));
    replica = new ReplicaUnderTest(system, folder, order -> order);
    teardown.add("replica", replica);
  }

  @AfterEach
  void stop() {
    teardown.run();
  }

  private CompletionStage<?> submitLedger(int code, String name) {
    byte[] record = new byte[Body.RECORD_BYTES];
    LedgerRequest.write(record, 0, code, name, 2);
    return replica
        .pipelines()
        .intake()
        .submit(
            new Body(BodyKind.LEDGERS, 1, record, List.of(), false),
            System.nanoTime() + TimeUnit.SECONDS.toNanos(60));
  }

  private static Throwable failureOf(CompletionStage<?> stage) {
    return stage
        .handle((ok, problem) -> problem)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void anExceptionInApplyStopsTheNodeShutsTheDoorAndAnswersNothingAfterIt() {
    assertThat(failureOf(submitLedger(978, "EUR"))).isNull();
    await().until(() -> replica.store().store().lastHeight() >= 1);
    byte[] noBatch = "this is no batch".repeat(20).getBytes(StandardCharsets.UTF_8);
    replica.ordering().propose(noBatch, 0, noBatch.length).toCompletableFuture().join();

    Throwable failure = failureOf(replica.pipelines().failed());
    assertThat(failure).isNotNull();
    // The ring's thread ends by an exception of its own, which is what is wanted here.
    await().dontCatchUncaughtExceptions().until(() -> replica.admission().refusal() != null);
    assertThat(replica.admission().refusal().code()).isEqualTo("node_failed");
    TallystickException refused = WireErrors.known(failureOf(submitLedger(840, "USD")));
    assertThat(refused.kind()).isIn(ErrorKind.UNAVAILABLE, ErrorKind.OUTCOME_UNKNOWN);
    // The second closes a journal unit and is empty.
    assertThat(replica.store().store().lastHeight())
        .as("nothing of it is stored")
        .isBetween(1L, 2L);
  }
}
