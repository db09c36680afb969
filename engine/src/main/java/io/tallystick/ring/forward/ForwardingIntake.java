package io.tallystick.ring.forward;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import io.tallystick.base.Checks;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.transport.PeerAddresses;
import io.tallystick.ring.Body;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.forward.LeaderView.Leader;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes bodies on any node: where this node leads they go into its own ring, else to the node that
 * leads. Bounded in bodies and bytes on their way; it never blocks, and never submits a body twice.
 *
 * <p>A body that surely did not enter fails with UNAVAILABLE or TOO_MANY ({@code no_leader}, {@code
 * not_leader}, {@code deadline_passed}, {@code forward_queue_full}, and whatever the leader refuses
 * with); one that was sent and got no answer, with OUTCOME_UNKNOWN.
 */
public final class ForwardingIntake implements Intake, AutoCloseable {
  private final ForwardSettings settings;
  private final Intake local;
  private final LeaderView leaders;
  private final PeerAddresses addresses;
  private final ActorRef<ForwarderCommand> forwarder;
  private final ActorRef<ForwarderCommand> largeAnswers;
  private final AtomicInteger bodies = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean closed;

  private ForwardingIntake(
      ActorSystem<?> system,
      ForwardSettings settings,
      Intake local,
      LeaderView leaders,
      PeerAddresses addresses) {
    this.settings = settings;
    this.local = local;
    this.leaders = leaders;
    this.addresses = addresses;
    this.forwarder =
        system.systemActorOf(
            Forwarder.create(settings, leaders), settings.answersName(), Props.empty());
    // The way of a message follows from its receiver's name, so large answers need one of their
    // own.
    this.largeAnswers =
        system.systemActorOf(passOnTo(forwarder), settings.largeAnswersName(), Props.empty());
  }

  private static Behavior<ForwarderCommand> passOnTo(ActorRef<ForwarderCommand> forwarder) {
    return Behaviors.receiveMessage(
        message -> {
          if (message == ForwarderCommand.Signal.STOP) {
            return Behaviors.stopped();
          }
          forwarder.tell(message);
          return Behaviors.same();
        });
  }

  /**
   * Starts forwarding on a node with a ring of its own.
   *
   * @param local this node's ring
   */
  public static ForwardingIntake onReplica(
      ActorSystem<?> system,
      ForwardSettings settings,
      Intake local,
      LeaderView leaders,
      PeerAddresses addresses) {
    return new ForwardingIntake(system, settings, local, leaders, addresses);
  }

  /** Starts forwarding on a node that has no ring and never leads. */
  public static ForwardingIntake onGateway(
      ActorSystem<?> system,
      ForwardSettings settings,
      LeaderView leaders,
      PeerAddresses addresses) {
    Intake none =
        (body, deadlineNanos) ->
            CompletableFuture.failedFuture(ForwardErrors.notLeader(settings.electionMs()));
    return new ForwardingIntake(system, settings, none, leaders, addresses);
  }

  @Override
  public CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
    Leader leader = leaders.leader();
    if (leader != null && leader.here()) {
      return local.submit(body, deadlineNanos);
    }
    Address address = leader == null ? null : addresses.addressOf(leader.node());
    TallystickException refusal = refusal(address, deadlineNanos);
    if (refusal != null) {
      return CompletableFuture.failedFuture(refusal);
    }
    return send(body, deadlineNanos, leader, address);
  }

  private TallystickException refusal(Address address, long deadlineNanos) {
    if (closed) {
      return ForwardErrors.stopping();
    }
    if (address == null) {
      return ForwardErrors.noLeader(settings.electionMs());
    }
    return deadlineNanos - System.nanoTime() <= 0 ? ForwardErrors.deadlinePassed() : null;
  }

  private CompletionStage<Outcome> send(
      Body body, long deadlineNanos, Leader leader, Address address) {
    int size = BodyCodec.bytes(body);
    Checks.inRange(size, 1, BodyCodec.BYTES_MAX, "bytes of a body");
    if (!take(size)) {
      return CompletableFuture.failedFuture(ForwardErrors.full());
    }
    CompletableFuture<Outcome> reply = new CompletableFuture<>();
    // Released before anyone hears the answer, so that who waited for it finds the room.
    CompletionStage<Outcome> answered = reply.whenComplete((outcome, failure) -> release(size));
    sent.incrementAndGet();
    forwarder.tell(new ForwarderCommand.Send(body, deadlineNanos, leader, address, reply));
    if (closed) {
      // The actor may have stopped before it was told.
      reply.completeExceptionally(ForwardErrors.unknown("the node stopped"));
    }
    return answered;
  }

  private boolean take(int size) {
    int bodiesNow = bodies.incrementAndGet();
    long bytesNow = bytes.addAndGet(size);
    if (bodiesNow <= settings.bodiesInFlightMax() && bytesNow <= settings.bytesInFlightMax()) {
      return true;
    }
    release(size);
    return false;
  }

  private void release(int size) {
    bodies.decrementAndGet();
    bytes.addAndGet(-size);
  }

  /** Bodies sent and not answered. */
  public int bodiesInFlight() {
    return bodies.get();
  }

  /** Bytes of bodies sent and not answered. */
  public long bytesInFlight() {
    return bytes.get();
  }

  /** Bodies sent since the start. */
  public long bodiesSent() {
    return sent.get();
  }

  /** Why no body can be passed on now; empty if one can, or if this node leads. */
  public Optional<String> notReadyBecause() {
    if (closed) {
      return Optional.of("the node is stopping");
    }
    Leader leader = leaders.leader();
    boolean known = leader != null && (leader.here() || addresses.addressOf(leader.node()) != null);
    return known ? Optional.empty() : Optional.of("no leader is known now");
  }

  /** Sends nothing more; what waits for an answer fails with OUTCOME_UNKNOWN. */
  @Override
  public void close() {
    closed = true;
    forwarder.tell(ForwarderCommand.Signal.STOP);
    largeAnswers.tell(ForwarderCommand.Signal.STOP);
  }
}
