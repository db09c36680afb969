package io.tallystick.ring.lookup;

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
import io.tallystick.ring.lookup.LookupCommand.Put;
import io.tallystick.ring.lookup.LookupCommand.Signal;
import io.tallystick.ring.lookup.LookupMessage.Ask;
import io.tallystick.ring.lookup.LookupMessage.Failed;
import io.tallystick.ring.lookup.LookupMessage.Found;
import io.tallystick.ring.wire.OwnAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks the questions of this node. */
final class Asker extends AbstractBehavior<LookupCommand> {
  private static final int ASKED_MAX = 512;
  private static final int WAITING_MAX = 16_384;

  /** As long as the API looks for a lost outcome by default. */
  private static final long TIMEOUT_MS = 2_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final String group;
  private final LookupTarget target;
  private final TimerScheduler<LookupCommand> timers;
  private final ActorRefResolver resolver;
  private final String ownAddress;
  private final long sender = new SecureRandom().nextLong();
  private final Questions questions =
      new Questions(ASKED_MAX, WAITING_MAX, TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS));
  private LookupTarget.Node node;
  private ActorRef<LookupCommand> server;

  private Asker(
      ActorContext<LookupCommand> context,
      TimerScheduler<LookupCommand> timers,
      String group,
      LookupTarget target) {
    super(context);
    this.group = group;
    this.target = target;
    this.timers = timers;
    this.resolver = ActorRefResolver.get(context.getSystem());
    this.ownAddress = OwnAddress.of(context.getSystem()).toString();
  }

  static Behavior<LookupCommand> create(String group, LookupTarget target) {
    Behavior<LookupCommand> asker =
        Behaviors.setup(
            context -> Behaviors.withTimers(timers -> new Asker(context, timers, group, target)));
    return Behaviors.supervise(asker).onFailure(SupervisorStrategy.restart());
  }

  @Override
  public Receive<LookupCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(Put.class, this::put)
        .onMessage(Found.class, this::found)
        .onMessage(Failed.class, this::failed)
        .onMessageEquals(Signal.LOOK, this::look)
        .onMessageEquals(Signal.STOP, Behaviors::stopped)
        .onSignal(PostStop.class, signal -> giveUpAll())
        .onSignal(PreRestart.class, signal -> giveUpAll())
        .build();
  }

  private Behavior<LookupCommand> put(Put put) {
    if (questions.isIdle()) {
      timers.startTimerWithFixedDelay(Signal.LOOK, LOOK_EVERY);
    }
    questions.put(put);
    return askNext();
  }

  private Behavior<LookupCommand> askNext() {
    LookupTarget.Node now = target.node();
    if (now == null) {
      questions.giveUpAll(Questions.retry("no_replica", "no replica can be asked now"));
    } else {
      turnTo(now);
      for (Questions.Turn turn = questions.next(System.nanoTime());
          turn != null;
          turn = questions.next(System.nanoTime())) {
        server.tell(new Ask(sender, turn.sequence(), ownAddress, now.history(), turn.question()));
      }
    }
    if (questions.isIdle()) {
      timers.cancel(Signal.LOOK);
    }
    return this;
  }

  private void turnTo(LookupTarget.Node now) {
    if (!now.equals(node)) {
      server = resolver.resolveActorRef(now.address() + "/system/" + LookupServer.actorName(group));
      node = now;
    }
  }

  private Behavior<LookupCommand> found(Found found) {
    if (found.sender() == sender) {
      questions.found(found);
    }
    return askNext();
  }

  private Behavior<LookupCommand> failed(Failed failed) {
    if (failed.sender() == sender) {
      questions.failed(failed.sequence(), failed.reason());
    }
    return askNext();
  }

  private Behavior<LookupCommand> look() {
    questions.giveUp(System.nanoTime());
    return askNext();
  }

  private Behavior<LookupCommand> giveUpAll() {
    questions.giveUpAll(Questions.retry("node_stopping", "the node is stopping"));
    return this;
  }
}
