package io.tallystick.account;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.tallystick.ledger.Id;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Actors of accounts that live on this node, by id. They are made on demand and end when they were
 * not used for a while; it is the only one that sends to them, so that none ends with a command
 * unread.
 */
final class LocalAccounts extends AbstractBehavior<LocalAccounts.Message> {
  /** What it is told. */
  sealed interface Message {}

  /** A command for an account's actor. */
  record Deliver(Id account, AccountCommand.Sent command) implements Message {}

  private record Idle(Id account) implements Message {}

  private record Gone(Id account, ActorRef<AccountCommand> actor) implements Message {}

  private enum Sweep implements Message {
    NOW
  }

  private static final class Child {
    final ActorRef<AccountCommand> actor;
    long usedAtNanos;

    Child(ActorRef<AccountCommand> actor) {
      this.actor = actor;
    }
  }

  /** Makes an account's actor; the runnable tells that it is idle by its own word. */
  interface Maker {
    Behavior<AccountCommand> make(Id account, Runnable onIdle);
  }

  private final Maker maker;
  private final long idleNanos;
  private final IntConsumer active;
  private final Map<Id, Child> children = new HashMap<>();

  private LocalAccounts(
      ActorContext<Message> context, Maker maker, long idleMs, IntConsumer active) {
    super(context);
    this.maker = maker;
    this.idleNanos = TimeUnit.MILLISECONDS.toNanos(idleMs);
    this.active = active;
  }

  /** Actors that end after a time without a command, whatever they say. */
  static Behavior<Message> thin(
      Function<Id, Behavior<AccountCommand>> maker, long idleMs, IntConsumer active) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(
                      Sweep.NOW, Duration.ofMillis(Math.max(1, idleMs / 4)));
                  return new LocalAccounts(
                      context, (id, onIdle) -> maker.apply(id), idleMs, active);
                }));
  }

  /** Actors that end when they say that they are idle. */
  static Behavior<Message> guarding(Maker maker) {
    return Behaviors.setup(
        context -> new LocalAccounts(context, maker, Long.MAX_VALUE / 1_000_000, count -> {}));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Deliver.class, this::onDeliver)
        .onMessage(Idle.class, this::onIdle)
        .onMessage(Gone.class, this::onGone)
        .onMessage(Sweep.class, this::onSweep)
        .build();
  }

  private Behavior<Message> onDeliver(Deliver delivery) {
    Child child = children.get(delivery.account);
    if (child == null) {
      ActorRef<Message> self = getContext().getSelf();
      Runnable idle = () -> self.tell(new Idle(delivery.account));
      child = new Child(getContext().spawnAnonymous(maker.make(delivery.account, idle)));
      children.put(delivery.account, child);
      getContext().watchWith(child.actor, new Gone(delivery.account, child.actor));
      active.accept(children.size());
    }
    child.usedAtNanos = System.nanoTime();
    child.actor.tell(delivery.command);
    return this;
  }

  private Behavior<Message> onIdle(Idle idle) {
    Child child = children.remove(idle.account);
    if (child != null) {
      child.actor.tell(new AccountCommand.Stop());
    }
    return this;
  }

  /** One that failed by itself makes place for another. */
  private Behavior<Message> onGone(Gone gone) {
    Child child = children.get(gone.account);
    if (child != null && child.actor.equals(gone.actor)) {
      children.remove(gone.account);
    }
    return this;
  }

  private Behavior<Message> onSweep(Sweep sweep) {
    long now = System.nanoTime();
    for (Iterator<Child> all = children.values().iterator(); all.hasNext(); ) {
      Child child = all.next();
      if (now - child.usedAtNanos > idleNanos) {
        child.actor.tell(new AccountCommand.Stop());
        all.remove();
      }
    }
    active.accept(children.size());
    return this;
  }
}
