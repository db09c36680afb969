package io.tallystick.account.guard;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.AccountEngine;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ring.wire.WireErrors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The actor of a guarded account. Commands are taken one after the other; while it recovers, claims
 * or writes to its journal they wait, bounded. It never grants before the ledger has applied its
 * claim, and claims anew whenever it cannot know what became of a grant.
 */
public final class GuardedAccount extends AbstractBehavior<AccountCommand> {
  private static final long RETRY_AFTER_MS = 1_000;

  /** Events after which a snapshot is kept with the next, so that no start reads many more. */
  static final int SNAPSHOT_EVERY = 100;

  /** Events since the newest snapshot past which none is added while snapshots cannot be kept. */
  static final int EVENTS_MAX = 1_000;

  /** Something asynchronous has ended; what follows is done on the actor's own thread. */
  private record Continue(Runnable then) implements AccountCommand {}

  private enum Tick implements AccountCommand {
    NOW
  }

  private final GuardSettings settings;
  private final EntityJournal journal;
  private final Id account;
  private final GuardDesk desk;
  private final Consumer<ActorRef<AccountCommand>> onIdle;
  private final ArrayDeque<AccountCommand.Asked> stash = new ArrayDeque<>();
  private EntityJournal.Opened opened;
  private boolean snapshotInVain;
  private final ArrayDeque<Runnable> later = new ArrayDeque<>();
  private boolean busy;
  private boolean stopping;
  private int underWay;
  private long life;
  private long usedAtNanos = System.nanoTime();

  private GuardedAccount(
      ActorContext<AccountCommand> context,
      Id account,
      AccountEngine engine,
      EntityJournal journal,
      GuardSettings settings,
      Consumer<ActorRef<AccountCommand>> onIdle) {
    super(context);
    this.account = account;
    this.journal = journal;
    this.settings = settings;
    this.onIdle = onIdle;
    this.desk = new GuardDesk(account, engine, settings, new Host());
  }

  /**
   * The actor of an account.
   *
   * @param onIdle called with the actor when it was not used for {@link GuardSettings#idleMs} and
   *     nothing waits
   */
  public static Behavior<AccountCommand> create(
      Id account,
      AccountEngine engine,
      EntityJournal journal,
      GuardSettings settings,
      Consumer<ActorRef<AccountCommand>> onIdle) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.NOW, Duration.ofMillis(settings.tickMs()));
                  return new GuardedAccount(context, account, engine, journal, settings, onIdle);
                }));
  }

  @Override
  public Receive<AccountCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(AccountCommand.Asked.class, this::onAsked)
        .onMessage(AccountCommand.Conclude.class, this::onConclude)
        .onMessage(Continue.class, this::onContinue)
        .onMessage(Tick.class, tick -> onTick())
        .onMessage(AccountCommand.Stop.class, stop -> onStopAsked())
        .onSignal(PostStop.class, stopped -> onStop())
        .build();
  }

  private Behavior<AccountCommand> onAsked(AccountCommand.Asked command) {
    usedAtNanos = System.nanoTime();
    if (stopping) {
      command.reply().failed(moves());
      return this;
    }
    if (stash.size() >= settings.stashedMax()) {
      command
          .reply()
          .failed(
              TallystickException.retry(
                  ErrorKind.TOO_MANY,
                  "account_busy",
                  "too many requests wait for this account's actor",
                  RETRY_AFTER_MS));
      return this;
    }
    stash.add(command);
    proceed();
    return this;
  }

  /** At once, whatever is under way: it writes nothing and claims nothing. */
  private Behavior<AccountCommand> onConclude(AccountCommand.Conclude conclude) {
    if (conclude.how() == AccountCommand.Conclusion.NOTHING) {
      // Its request may still wait here: nobody would use what it was granted.
      stash.removeIf(waiting -> isOver(waiting, conclude.chain()));
    }
    desk.conclude(conclude);
    if (stopping) {
      return stopOnceAnswered();
    }
    proceed();
    return this;
  }

  private static boolean isOver(AccountCommand.Asked waiting, Id chain) {
    boolean over = waiting instanceof AccountCommand.GrantRows ask && ask.chain().equals(chain);
    if (over) {
      waiting.reply().failed(policyUnavailable("its chain was given up", null));
    }
    return over;
  }

  private Behavior<AccountCommand> onContinue(Continue next) {
    next.then.run();
    if (stopping) {
      return stopOnceAnswered();
    }
    proceed();
    return this;
  }

  /** What is under way is answered before it ends: its node still hears what became of it. */
  private Behavior<AccountCommand> onStopAsked() {
    stopping = true;
    return stopOnceAnswered();
  }

  private Behavior<AccountCommand> stopOnceAnswered() {
    failWaiting(moves());
    return underWay == 0 ? Behaviors.stopped() : this;
  }

  private static TallystickException moves() {
    return policyUnavailable("its actor ends here", null);
  }

  private Behavior<AccountCommand> onTick() {
    if (opened != null && !busy && !stopping) {
      desk.look();
    }
    boolean idle = System.nanoTime() - usedAtNanos > settings.idleMs() * 1_000_000L;
    if (idle && !busy && stash.isEmpty() && desk.isIdle()) {
      usedAtNanos = System.nanoTime();
      onIdle.accept(getContext().getSelf());
    }
    return this;
  }

  private Behavior<AccountCommand> onStop() {
    failWaiting(moves());
    if (opened != null) {
      opened.close();
    }
    return this;
  }

  /** Takes commands while nothing keeps it from doing so. */
  private void proceed() {
    while (!busy && !later.isEmpty()) {
      later.remove().run();
    }
    while (!busy && !stash.isEmpty()) {
      if (opened == null) {
        recover();
        return;
      }
      AccountCommand.Asked command = stash.peek();
      if (!desk.ready(command)) {
        return;
      }
      stash.remove();
      desk.take(command);
    }
  }

  private void recover() {
    new Host()
        .await(
            journal.open("account-" + account.toHex()),
            found -> {
              desk.recover(found.snapshot(), found.events());
              opened = found;
              snapshotInVain = false;
            },
            problem -> failWaiting(policyUnavailable("its policy cannot be read", problem)));
  }

  private void failWaiting(TallystickException why) {
    while (!stash.isEmpty()) {
      stash.remove().reply().failed(why);
    }
  }

  static TallystickException policyUnavailable(String why, Throwable cause) {
    TallystickException known = cause == null ? null : WireErrors.known(cause);
    String because = known == null ? "" : " (" + known.getMessage() + ")";
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "policy_unavailable",
        "The account is guarded and " + why + because + "; try again.",
        RETRY_AFTER_MS);
  }

  /** What the desk needs of its actor. */
  final class Host {
    /** Keeps commands waiting until a stage ends; then one of both runs on the actor's thread. */
    <T> void await(CompletionStage<T> stage, Consumer<T> then, Consumer<Throwable> otherwise) {
      busy = true;
      long begun = life;
      onceDone(
          stage,
          done -> {
            busy = false;
            if (life == begun) {
              then.accept(done);
            } else {
              otherwise.accept(policyUnavailable("its actor has begun anew", null));
            }
          },
          problem -> {
            busy = false;
            otherwise.accept(problem);
          });
    }

    /** The same, while commands go on. */
    <T> void onceDone(CompletionStage<T> stage, Consumer<T> then, Consumer<Throwable> otherwise) {
      var self = getContext().getSelf();
      underWay++;
      stage.whenComplete(
          (done, problem) ->
              self.tell(
                  new Continue(
                      () -> {
                        underWay--;
                        if (problem == null) {
                          then.accept(done);
                        } else {
                          otherwise.accept(problem);
                        }
                      })));
    }

    /** Writes an event, takes it in, and goes on; a failure forgets everything. */
    void persist(GuardEvent event, Runnable then, Consumer<TallystickException> otherwise) {
      int since = opened.sinceSnapshot();
      if (since >= EVENTS_MAX && snapshotInVain) {
        forget();
        otherwise.accept(policyUnavailable("no snapshot of its events can be kept", null));
        return;
      }
      Optional<byte[]> snapshot =
          since + 1 < SNAPSHOT_EVERY
              ? Optional.empty()
              : Optional.of(GuardSnapshot.write(desk.state().with(event)));
      await(
          opened.append(GuardEventBytes.write(event), snapshot),
          written -> {
            snapshotInVain = snapshot.isPresent() && opened.sinceSnapshot() > 0;
            desk.on(event);
            then.run();
          },
          problem -> {
            forget();
            otherwise.accept(policyUnavailable("its policy cannot be written", problem));
          });
    }

    /** The next command reads the journal anew. */
    void forget() {
      life++;
      if (opened != null) {
        opened.close();
        opened = null;
      }
      desk.forget();
    }

    /** Runs something that may write or claim as soon as nothing else does. */
    void whenFree(Runnable work) {
      if (busy) {
        later.add(work);
      } else {
        work.run();
      }
    }

    /** Nothing that waits can be served now. */
    void failAll(TallystickException why) {
      failWaiting(why);
    }
  }
}
