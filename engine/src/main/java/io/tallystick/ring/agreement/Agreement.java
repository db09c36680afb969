package io.tallystick.ring.agreement;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.transport.PeerAddresses;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this replica's batches with the others' for as long as it runs. Each replica tells the
 * others what it knows of all, so that two that cannot reach each other are compared, too.
 */
public final class Agreement implements AutoCloseable {
  /** Code of the failure with which a replica stops. */
  public static final String REPLICAS_DIFFER = "replicas_differ";

  private static final Logger LOG = LoggerFactory.getLogger(Agreement.class);
  private static final long CLOSE_S_MAX = 5;

  private final ActorRef<AgreementCommand> actor;
  private final AgreementState state;

  private Agreement(ActorRef<AgreementCommand> actor, AgreementState state) {
    this.actor = actor;
    this.state = state;
  }

  /** What the actor shows to others. */
  static final class AgreementState {
    final CompletableFuture<Void> stopped = new CompletableFuture<>();
    volatile long agreedHeight;
    volatile Verdict.Kind verdict = Verdict.Kind.OK;
  }

  /**
   * Starts the actor {@code agreement-GROUP}.
   *
   * @param members who belongs to the group now
   * @param onDivergence called once, on a thread of the actor's, when this replica must stop:
   *     {@link #REPLICAS_DIFFER} (DAMAGED), whose message names heights and both hashes
   */
  public static Agreement start(
      ActorSystem<?> system,
      AgreementSettings settings,
      OwnChain own,
      Supplier<Membership> members,
      PeerAddresses addresses,
      Consumer<TallystickException> onDivergence) {
    AgreementState state = new AgreementState();
    // Own hashes are read from files.
    ActorRef<AgreementCommand> actor =
        system.systemActorOf(
            AgreementActor.create(settings, own, members, addresses, onDivergence, state),
            settings.actorName(),
            DispatcherSelector.blocking());
    return new Agreement(actor, state);
  }

  /** The greatest height up to which a majority is known to hold this replica's batches. */
  public long agreedHeight() {
    return state.agreedHeight;
  }

  /** What the newest comparison came to. */
  public Verdict.Kind verdict() {
    return state.verdict;
  }

  /** Ends it; returns once nothing is read from the chain any more, within seconds. */
  @Override
  public void close() {
    actor.tell(AgreementCommand.Signal.STOP);
    try {
      state.stopped.get(CLOSE_S_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException late) {
      LOG.warn("the comparison of replicas did not end in {} s", CLOSE_S_MAX, late);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
