package io.tallystick.account;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.tallystick.account.guard.GuardSettings;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * What a door costs and how much memory an actor takes; run it with {@code main}. The engine behind
 * the doors answers at once, so that nothing but the door is measured.
 */
public final class AccountSpeed {
  private static final int ROUNDS = 5;
  private static final int SINGLES = 400_000;
  private static final int ACTORS = 100_000;

  private AccountSpeed() {}

  /** Answers everything at once. */
  private static final class Instant implements AccountEngine {
    private final boolean guarded;
    private final Outcome outcome = new Outcome(1, new int[] {0}, new long[] {1}, null, null, null);

    Instant(boolean guarded) {
      this.guarded = guarded;
    }

    @Override
    public CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
      return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public int node() {
      return 1;
    }

    @Override
    public CompletionStage<Optional<Boolean>> guarded(Id account) {
      return CompletableFuture.completedFuture(Optional.of(guarded));
    }

    @Override
    public CompletionStage<Set<Id>> guardedOf(Collection<Id> accounts, Submitter submitter) {
      return CompletableFuture.completedFuture(guarded ? Set.copyOf(accounts) : Set.of());
    }

    @Override
    public CompletionStage<Optional<GuardView>> guard(Id account) {
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Recent> recent(Id account, long fromTimestamp) {
      return CompletableFuture.completedFuture(new Recent(List.of(), 0));
    }

    @Override
    public long appliedTimestamp() {
      return 0;
    }

    @Override
    public long now() {
      return System.currentTimeMillis() * 1_000_000;
    }

    @Override
    public Optional<MemberDirectory.Holder> key(Id keyId) {
      return Optional.empty();
    }
  }

  private static Body single(long account) {
    byte[] row = new byte[128];
    TransferRequest.debitAccountId(row, 0, 0, account);
    return new Body(BodyKind.TRANSFERS, 1, row, List.of(), false);
  }

  private static void send(Accounts accounts, int count, int ids) throws InterruptedException {
    Semaphore under = new Semaphore(64);
    for (int i = 0; i < count; i++) {
      under.acquire();
      accounts
          .submit(single(i % ids + 1), Long.MAX_VALUE)
          .whenComplete((answer, problem) -> under.release());
    }
    under.acquire(64);
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
      LockSupport.parkNanos(200_000_000L);
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static NodeAccounts accounts(ActorSystem<?> system, boolean guarded) {
    return NodeAccounts.alone(
        system,
        new Instant(guarded),
        new MemoryJournal(),
        new AccountSettings(4_096, 3_600_000, 1_024, GuardSettings.defaults()),
        new DoorStats());
  }

  /** Prints nanoseconds a single and bytes an actor. */
  public static void main(String[] args) throws Exception {
    ActorSystem<Void> system = system();
    Accounts doors = accounts(system, false);
    Accounts without = Accounts.without(new Instant(false)::submit);
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      send(without, SINGLES, 10_000);
      long straight = System.nanoTime() - start;
      start = System.nanoTime();
      send(doors, SINGLES, 10_000);
      long through = System.nanoTime() - start;
      System.out.printf(
          "a single: straight %d ns, through a door %d ns%n",
          straight / SINGLES, through / SINGLES);
    }
    system.terminate();
    memory("thin door", false);
    memory("guarded, with a policy not claimed", true);
  }

  private static void memory(String what, boolean guarded) throws Exception {
    ActorSystem<Void> system = system();
    NodeAccounts accounts = accounts(system, guarded);
    long before = used();
    if (guarded) {
      for (int i = 1; i <= ACTORS; i++) {
        accounts.show(new Id(0, i)).toCompletableFuture().join();
      }
    } else {
      send(accounts, ACTORS, ACTORS);
    }
    System.out.printf("%s: %d bytes an actor%n", what, (used() - before) / ACTORS);
    system.terminate();
  }

  private static ActorSystem<Void> system() {
    return ActorSystem.create(
        Behaviors.empty(),
        "speed",
        ConfigFactory.parseString("akka.loglevel=WARNING").withFallback(ConfigFactory.load()));
  }
}
