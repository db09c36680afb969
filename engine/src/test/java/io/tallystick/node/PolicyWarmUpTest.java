package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.tallystick.account.journal.EntityJournal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PolicyWarmUpTest {
  private static final Duration INTERVAL = Duration.ofMillis(10);

  private final ActorTestKit kit = ActorTestKit.create();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicBoolean guarded = new AtomicBoolean();
  private final FailingJournal journal = new FailingJournal();

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  private void begin() {
    new PolicyWarmUp(
            kit.system(),
            () -> {
              looks.incrementAndGet();
              return CompletableFuture.completedFuture(guarded.get());
            },
            journal,
            INTERVAL)
        .begin();
  }

  @Test
  void withoutGuardedAccountsTheJournalIsNeverOpened() {
    begin();
    await().until(() -> looks.get() >= 5);
    assertThat(journal.opened).hasValue(0);
  }

  @Test
  void theJournalIsReadOnceAndAgainOnlyWhileThatFails() {
    journal.failures.set(2);
    guarded.set(true);
    begin();
    await().until(() -> journal.closed.get() == 1);
    assertThat(journal.opened).hasValue(3);
    int seen = looks.get();
    await().during(INTERVAL.multipliedBy(10)).until(() -> looks.get() == seen);
    assertThat(journal.opened).hasValue(3);
  }

  /** Cannot be read a number of times. */
  private static final class FailingJournal implements EntityJournal {
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @Override
    public CompletionStage<Opened> open(String id) {
      assertThat(id).isEqualTo(PolicyWarmUp.NOBODY);
      opened.incrementAndGet();
      return failures.getAndDecrement() > 0
          ? CompletableFuture.failedFuture(new IllegalStateException("not there"))
          : CompletableFuture.completedFuture(new Nothing(closed));
    }
  }

  private record Nothing(AtomicInteger closed) implements EntityJournal.Opened {
    @Override
    public Optional<byte[]> snapshot() {
      return Optional.empty();
    }

    @Override
    public List<byte[]> events() {
      return List.of();
    }

    @Override
    public int sinceSnapshot() {
      return 0;
    }

    @Override
    public CompletionStage<Void> append(byte[] event, Optional<byte[]> snapshot) {
      throw new UnsupportedOperationException("nothing is written while warming up");
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
