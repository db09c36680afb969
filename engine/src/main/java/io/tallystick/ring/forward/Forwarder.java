package io.tallystick.ring.forward;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tallystick.ring.forward.ForwarderCommand.Send;
import io.tallystick.ring.forward.ForwarderCommand.Signal;
import io.tallystick.ring.wire.OwnAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends bodies, numbered, and waits for their answers. */
final class Forwarder extends AbstractBehavior<ForwarderCommand> {
  /** How exactly deadlines are kept. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final ForwardSettings settings;
  private final LeaderView leaders;
  private final TimerScheduler<ForwarderCommand> timers;
  private final ActorRefResolver resolver;
  private final String ownAddress;
  // Numbers start again with each life of the actor, so each has a name of its own.
  private final long sender = new SecureRandom().nextLong();
  private final Outstanding outstanding;
  private akka.actor.Address target;
  private ActorRef<ForwardMessage> intake;
  private long sequence;

  private Forwarder(
      ActorContext<ForwarderCommand> context,
      TimerScheduler<ForwarderCommand> timers,
      ForwardSettings settings,
      LeaderView leaders) {
    super(context);
    this.settings = settings;
    this.leaders = leaders;
    this.timers = timers;
    this.resolver = ActorRefResolver.get(context.getSystem());
    this.ownAddress = OwnAddress.of(context.getSystem()).toString();
    this.outstanding = new Outstanding(settings.leaderLostGraceMs());
  }

  static Behavior<ForwarderCommand> create(ForwardSettings settings, LeaderView leaders) {
    Behavior<ForwarderCommand> forwarder =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(timers -> new Forwarder(context, timers, settings, leaders)));
    return Behaviors.supervise(forwarder).onFailure(SupervisorStrategy.restart());
  }

  @Override
  public Receive<ForwarderCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(Send.class, this::send)
        .onMessage(ForwardMessage.Answer.class, this::answered)
        .onMessage(ForwardMessage.Refusal.class, this::refused)
        .onMessageEquals(Signal.LOOK, this::look)
        .onMessageEquals(Signal.STOP, Behaviors::stopped)
        .onSignal(PostStop.class, signal -> lost("the node stopped"))
        .onSignal(PreRestart.class, signal -> lost("forwarding failed"))
        .build();
  }

  private Behavior<ForwarderCommand> send(Send send) {
    long leftMs = TimeUnit.NANOSECONDS.toMillis(send.deadlineNanos() - System.nanoTime());
    if (leftMs <= 0) {
      send.reply().completeExceptionally(ForwardErrors.deadlinePassed());
      return this;
    }
    sequence++;
    if (outstanding.isEmpty()) {
      timers.startTimerWithFixedDelay(Signal.LOOK, LOOK_EVERY);
    }
    // Noted first: whatever fails from here on, the body may have left.
    outstanding.add(sequence, send.body(), send.deadlineNanos(), send.leader(), send.reply());
    intakeAt(send.address())
        .tell(
            new ForwardMessage.Forward(
                sender,
                sequence,
                ownAddress,
                send.leader().history(),
                (int) Math.min(leftMs, Integer.MAX_VALUE),
                send.body()));
    return this;
  }

  private ActorRef<ForwardMessage> intakeAt(akka.actor.Address address) {
    if (!address.equals(target)) {
      intake = resolver.resolveActorRef(address + "/system/" + settings.intakeName());
      target = address;
    }
    return intake;
  }

  private Behavior<ForwarderCommand> answered(ForwardMessage.Answer answer) {
    if (answer.sender() == sender) {
      outstanding.answered(answer.sequence(), answer.outcome());
    }
    return restIfIdle();
  }

  private Behavior<ForwarderCommand> refused(ForwardMessage.Refusal refusal) {
    if (refusal.sender() == sender) {
      outstanding.refused(refusal.sequence(), refusal.reason());
    }
    return restIfIdle();
  }

  private Behavior<ForwarderCommand> look() {
    fail(outstanding.giveUp(System.nanoTime(), leaders.leader()));
    return restIfIdle();
  }

  private Behavior<ForwarderCommand> restIfIdle() {
    if (outstanding.isEmpty()) {
      timers.cancel(Signal.LOOK);
    }
    return this;
  }

  private Behavior<ForwarderCommand> lost(String why) {
    fail(outstanding.giveUpAll(why));
    return this;
  }

  private static void fail(List<Outstanding.GivenUp> lost) {
    lost.forEach(body -> body.reply().completeExceptionally(body.reason()));
  }
}
