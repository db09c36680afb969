package io.tallystick.ring.forward;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.forward.ForwardMessage.Forward;
import io.tallystick.ring.forward.ForwardMessage.Unreadable;
import io.tallystick.ring.forward.LeaderView.Leader;
import io.tallystick.ring.wire.WireErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes forwarded bodies on a replica and hands them to its own ring: each message once, and never
 * on to another node. What bounds the ring bounds this, too: a full one refuses at once.
 */
public final class ForwardedIntake implements AutoCloseable {
  /** Lives of nodes whose numbering is remembered. */
  static final int SENDERS_MAX = 1_024;

  private static final Logger LOG = LoggerFactory.getLogger(ForwardedIntake.class);

  private final ActorRef<ForwarderCommand> actor;

  private ForwardedIntake(ActorRef<ForwarderCommand> actor) {
    this.actor = actor;
  }

  /**
   * Starts the actor {@code intake-GROUP}.
   *
   * @param history this replica's; bodies that are meant for another are refused
   * @param local this node's ring
   */
  public static ForwardedIntake start(
      ActorSystem<?> system,
      ForwardSettings settings,
      long history,
      Intake local,
      LeaderView leaders) {
    // What was seen outlives a restart of the actor, or a repetition could pass after it.
    Receiver receiver = new Receiver(system, settings, history, local, leaders);
    Behavior<ForwarderCommand> behavior =
        Behaviors.receiveMessage(
            message ->
                message == ForwarderCommand.Signal.STOP
                    ? Behaviors.stopped()
                    : receiver.receive(message));
    return new ForwardedIntake(
        system.systemActorOf(
            Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume()),
            settings.intakeName(),
            Props.empty()));
  }

  /** Takes no more bodies; those taken are still answered. */
  @Override
  public void close() {
    actor.tell(ForwarderCommand.Signal.STOP);
  }

  /** What the actor does; used by it alone, except that answers leave from other threads. */
  private static final class Receiver {
    private final ForwardSettings settings;
    private final long history;
    private final Intake local;
    private final LeaderView leaders;
    private final SeenSequences seen = new SeenSequences(SENDERS_MAX);
    private final Answerers answerers;

    Receiver(
        ActorSystem<?> system,
        ForwardSettings settings,
        long history,
        Intake local,
        LeaderView leaders) {
      this.settings = settings;
      this.history = history;
      this.local = local;
      this.leaders = leaders;
      this.answerers = new Answerers(ActorRefResolver.get(system), settings);
    }

    Behavior<ForwarderCommand> receive(ForwarderCommand message) {
      if (message instanceof Forward forward && isNew(forward)) {
        submit(forward);
      } else if (message instanceof Unreadable unreadable && isNew(unreadable)) {
        LOG.warn(
            "{} sends what this node does not understand: {}",
            unreadable.address(),
            unreadable.why());
        answerers
            .of(unreadable.address())
            .refuse(unreadable, ForwardErrors.unreadable(unreadable.why()));
      }
      return Behaviors.same();
    }

    /** A repetition gets no answer: its first coming gets it. */
    private boolean isNew(ForwardMessage message) {
      boolean isNew = seen.isNew(message.sender(), message.sequence());
      if (!isNew) {
        LOG.warn("a forwarded body came again and was dropped");
      }
      return isNew;
    }

    private void submit(Forward forward) {
      Answerer answerer = answerers.of(forward.address());
      if (forward.history() != history) {
        LOG.warn("{} sends bodies of another history of this group", forward.address());
        answerer.refuse(forward, ForwardErrors.otherHistory());
        return;
      }
      Leader leader = leaders.leader();
      if (leader == null || !leader.here()) {
        answerer.refuse(forward, ForwardErrors.notLeader(settings.electionMs()));
        return;
      }
      long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(forward.remainingMs());
      CompletionStage<Outcome> submitted;
      try {
        submitted = local.submit(forward.body(), deadlineNanos);
      } catch (RuntimeException problem) {
        answerer.refuse(forward, reason(problem));
        return;
      }
      submitted.whenComplete(
          (outcome, failure) -> {
            if (failure == null) {
              answerer.answer(forward, outcome);
            } else {
              answerer.refuse(forward, reason(failure));
            }
          });
    }

    /** Only our own errors say whether the body entered. */
    private static TallystickException reason(Throwable failure) {
      TallystickException known = WireErrors.known(failure);
      if (known != null) {
        return known;
      }
      LOG.error("a forwarded body failed", failure);
      return ForwardErrors.unknown("the leader's node failed");
    }
  }

  /** The ways back to the nodes that send, by address. */
  private static final class Answerers {
    private static final int KEPT_MAX = 256;

    private final ActorRefResolver resolver;
    private final ForwardSettings settings;
    private final Map<String, Answerer> known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Answerer> eldest) {
            return size() > KEPT_MAX;
          }
        };

    Answerers(ActorRefResolver resolver, ForwardSettings settings) {
      this.resolver = resolver;
      this.settings = settings;
    }

    Answerer of(String address) {
      return known.computeIfAbsent(
          address,
          key ->
              new Answerer(
                  resolver.resolveActorRef(key + "/system/" + settings.answersName()),
                  resolver.resolveActorRef(key + "/system/" + settings.largeAnswersName())));
    }
  }

  /** The way back to one node. */
  private record Answerer(ActorRef<ForwarderCommand> ordinary, ActorRef<ForwarderCommand> large) {
    void answer(Forward forward, Outcome outcome) {
      boolean fits = OutcomeCodec.bytesMax(outcome) <= ForwardSettings.ORDINARY_BYTES_MAX;
      (fits ? ordinary : large)
          .tell(new ForwardMessage.Answer(forward.sender(), forward.sequence(), outcome));
    }

    void refuse(ForwardMessage forward, TallystickException reason) {
      ordinary.tell(new ForwardMessage.Refusal(forward.sender(), forward.sequence(), reason));
    }
  }
}
