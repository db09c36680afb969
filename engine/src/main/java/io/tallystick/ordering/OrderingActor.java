package io.tallystick.ordering;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tallystick.ordering.log.LoadingLogView;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one replica. It only routes: decisions are the core's, files the log store's. It never
 * blocks, so that ticks go on during a slow fsync.
 */
final class OrderingActor extends AbstractBehavior<OrderingCommand> {
  private static final Logger LOG = LoggerFactory.getLogger(OrderingActor.class);

  /** How long a stopped actor still refuses what was sent to it before, rather than drop it. */
  private static final Duration REFUSING_TIME = Duration.ofSeconds(1);

  private final OrderingSettings settings;
  private final OrderingState state;
  private final RaftTransport transport;
  private final Executor loader;
  private final TimerScheduler<OrderingCommand> timers;
  private ReplicaDriver driver;

  private OrderingActor(
      ActorContext<OrderingCommand> context,
      TimerScheduler<OrderingCommand> timers,
      OrderingSettings settings,
      OrderingState state,
      RaftTransport transport,
      Executor loader) {
    super(context);
    this.settings = settings;
    this.state = state;
    this.transport = transport;
    this.loader = loader;
    this.timers = timers;
  }

  static Behavior<OrderingCommand> create(
      OrderingSettings settings, OrderingState state, RaftTransport transport, Executor loader) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> new OrderingActor(context, timers, settings, state, transport, loader)));
  }

  @Override
  public Receive<OrderingCommand> createReceive() {
    return newReceiveBuilder()
        .onAnyMessage(this::receive)
        .onSignal(PostStop.class, signal -> ended())
        .build();
  }

  /** If nobody asked for it the actor system has ended: whoever waits has to learn that. */
  private Behavior<OrderingCommand> ended() {
    if (!state.stopped) {
      fail(OrderingErrors.stopped());
    }
    state.actorEnded.complete(null);
    return this;
  }

  private Behavior<OrderingCommand> receive(OrderingCommand command) {
    if (command == OrderingCommand.Timer.END) {
      return Behaviors.stopped();
    }
    if (command instanceof OrderingCommand.Stop stop) {
      stop(stop.answer());
    } else if (command instanceof OrderingCommand.Failed failed) {
      fail(failed.cause());
    } else if (state.stopped || (driver == null && !(command instanceof OrderingCommand.Opened))) {
      refuse(command);
    } else {
      try {
        handle(command);
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }
    return this;
  }

  private void handle(OrderingCommand command) {
    if (command instanceof OrderingCommand.Opened opened) {
      open(opened);
    } else if (command instanceof OrderingCommand.Propose propose) {
      driver.propose(propose);
    } else if (command instanceof OrderingCommand.Durable durable) {
      driver.durable(durable.sequence());
    } else if (command instanceof OrderingCommand.Received received) {
      driver.received(received.message());
    } else if (command instanceof OrderingCommand.Loaded loaded) {
      driver.loaded(loaded.chunk());
    } else if (command instanceof OrderingCommand.Barrier barrier) {
      driver.readBarrier(barrier.answer());
    } else if (command == OrderingCommand.Timer.TICK) {
      driver.tick(System.nanoTime());
    } else {
      handleSeldom(command);
    }
  }

  private void handleSeldom(OrderingCommand command) {
    if (command instanceof OrderingCommand.Listen listen) {
      driver.listen(listen.listener());
    } else if (command instanceof OrderingCommand.ListenBehind listen) {
      driver.listenBehind(listen.listener());
    } else if (command instanceof OrderingCommand.CutBefore cut) {
      driver.cutBefore(cut.index());
    } else if (command instanceof OrderingCommand.Change change) {
      driver.change(change);
    } else if (command instanceof OrderingCommand.Transfer transfer) {
      driver.transfer(transfer);
    } else if (command instanceof OrderingCommand.AskLogStart ask) {
      driver.logStart(ask);
    } else if (command instanceof OrderingCommand.Installed installed) {
      driver.installed(installed);
    }
  }

  private void open(OrderingCommand.Opened opened) {
    var self = getContext().getSelf();
    driver = new ReplicaDriver(settings, state, opened.store(), transport, loader, events(self));
    state.store = opened.store();
    transport.start(message -> self.tell(new OrderingCommand.Received(message)));
    driver.start(System.nanoTime());
    boolean alone = settings.initialMembers().all().size() == 1;
    int tickMs = alone ? settings.raft().heartbeatMs() : settings.raft().heartbeatMs() / 2;
    timers.startTimerWithFixedDelay(
        OrderingCommand.Timer.TICK, Duration.ofMillis(Math.max(1, tickMs)));
    state.ready.complete(null);
  }

  private static ReplicaEvents events(ActorRef<OrderingCommand> self) {
    return new ReplicaEvents() {
      @Override
      public void durable(long sequence) {
        self.tell(new OrderingCommand.Durable(sequence));
      }

      @Override
      public void loaded(LoadingLogView.Chunk chunk) {
        self.tell(new OrderingCommand.Loaded(chunk));
      }

      @Override
      public void failed(Throwable cause) {
        self.tell(new OrderingCommand.Failed(cause));
      }
    };
  }

  private void fail(Throwable cause) {
    if (driver == null) {
      // Who waits for it to be ready is told why, and may know what to do.
      LOG.debug("the ordering could not be opened", cause);
    } else if (!state.stopped) {
      LOG.error("the ordering stops; nothing more is acknowledged", cause);
    }
    timers.cancel(OrderingCommand.Timer.TICK);
    state.fail(cause);
    if (driver != null) {
      driver.failWaiting();
    }
  }

  private void stop(CompletableFuture<Void> answer) {
    state.stopped = true;
    timers.cancel(OrderingCommand.Timer.TICK);
    if (driver != null) {
      driver.failWaiting();
    }
    timers.startSingleTimer(OrderingCommand.Timer.END, REFUSING_TIME);
    answer.complete(null);
  }

  /** Nobody may wait for an answer that never comes. */
  private void refuse(OrderingCommand command) {
    var reason =
        state.stopped
            ? OrderingErrors.stopped()
            : OrderingErrors.notReady(settings.raft().electionTimeoutMaxMs());
    if (command instanceof OrderingCommand.Propose propose) {
      state.bytesInFlight.addAndGet(-propose.length());
    }
    if (command instanceof OrderingCommand.Asked<?> asked) {
      asked.answer().completeExceptionally(reason);
    } else if ((command instanceof OrderingCommand.Listen
            || command instanceof OrderingCommand.ListenBehind)
        && !state.stopped) {
      // Heard again once the log is open.
      getContext()
          .scheduleOnce(
              Duration.ofMillis(settings.raft().heartbeatMs()), getContext().getSelf(), command);
    } else if (command instanceof OrderingCommand.Opened opened) {
      opened.store().close();
    }
  }
}
