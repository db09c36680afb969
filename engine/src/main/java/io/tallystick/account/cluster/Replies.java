package io.tallystick.account.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import io.tallystick.account.AccountMessage;
import io.tallystick.account.AccountReply;
import io.tallystick.account.FutureReply;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** This node's commands that wait for an answer from wherever their account's actor is. */
final class Replies {
  /** Longer than any request waits; what has no answer by then gets none. */
  private static final long WAIT_MS_MAX = 60_000;

  /** Commands that wait; one more is answered 429. */
  private static final int WAITING_MAX = 16_384;

  private enum Sweep implements AccountMessage {
    NOW
  }

  private final AtomicLong sequences = new AtomicLong();
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private final ActorRef<RemoteAnswer> home;

  Replies(ActorSystem<?> system) {
    this.home = system.systemActorOf(taking(), "account-replies", Props.empty()).narrow();
  }

  private final class Waiting extends FutureReply implements Addressed {
    private final long sequence;
    private final long sinceNanos = System.nanoTime();
    private volatile Address sentTo;

    Waiting(long sequence) {
      this.sequence = sequence;
    }

    @Override
    public ActorRef<RemoteAnswer> home() {
      return home;
    }

    @Override
    public long sequence() {
      return sequence;
    }
  }

  /** A reply that can be given from here and from another node. */
  FutureReply next() {
    Waiting reply = new Waiting(sequences.incrementAndGet());
    if (waiting.size() >= WAITING_MAX) {
      reply.failed(
          TallystickException.retry(
              ErrorKind.TOO_MANY, "accounts_busy", "too many commands wait for an answer", 1_000));
      return reply;
    }
    waiting.put(reply.sequence, reply);
    reply.answer().whenComplete((answer, problem) -> waiting.remove(reply.sequence));
    return reply;
  }

  /** The command of a reply goes to a node now. */
  void sent(AccountReply reply, Address node) {
    if (reply instanceof Waiting one) {
      one.sentTo = node;
    }
  }

  /** A node cannot be reached: whoever waits for it had better ask again than wait on. */
  void lost(Address node) {
    for (Waiting reply : waiting.values()) {
      if (node.equals(reply.sentTo)) {
        reply.failed(
            TallystickException.of(
                ErrorKind.OUTCOME_UNKNOWN,
                "outcome_unknown",
                "the node of the account's actor cannot be reached"));
      }
    }
  }

  private Behavior<AccountMessage> taking() {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(Sweep.NOW, Duration.ofSeconds(1));
          return Behaviors.receive(AccountMessage.class)
              .onMessage(
                  RemoteAnswer.class,
                  answer -> {
                    take(answer);
                    return Behaviors.same();
                  })
              .onMessage(
                  Sweep.class,
                  sweep -> {
                    sweep();
                    return Behaviors.same();
                  })
              .build();
        });
  }

  private void take(RemoteAnswer remote) {
    Waiting reply = waiting.get(remote.sequence());
    if (reply == null) {
      return;
    }
    if (remote.problem() != null) {
      reply.failed(remote.problem());
    } else if (remote.answer().outcome() != null) {
      reply.settled(remote.answer().outcome());
    } else if (remote.answer().granted() != null) {
      reply.granted(remote.answer().granted());
    } else {
      reply.document(remote.answer().waits(), remote.answer().document());
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Waiting reply : waiting.values()) {
      if (now - reply.sinceNanos > TimeUnit.MILLISECONDS.toNanos(WAIT_MS_MAX)) {
        reply.failed(
            TallystickException.of(
                ErrorKind.OUTCOME_UNKNOWN,
                "outcome_unknown",
                "the account's actor did not answer"));
      }
    }
  }
}
