package io.tallystick.account;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ring.wire.WireErrors;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The door of one account on this node: learns once whether the account is guarded, and passes
 * singles on, so many at a time. It authorises nothing and claims nothing.
 */
final class ThinAccount extends AbstractBehavior<AccountCommand> {
  private static final long RETRY_AFTER_MS = 200;

  /** Whether the account is guarded; null where it is not known yet. */
  private record Learned(Boolean guarded) implements AccountCommand {}

  private final Id account;
  private final AccountEngine engine;
  private final Consumer<AccountCommand.Submit> guard;
  private final DoorStats stats;
  private final int inFlightMax;
  private final AtomicInteger inFlight = new AtomicInteger();
  // Only while the account is not known; else a thin door is as small as can be.
  private ArrayDeque<AccountCommand.Submit> waiting;
  private Boolean guarded;

  private ThinAccount(
      ActorContext<AccountCommand> context,
      Id account,
      AccountEngine engine,
      Consumer<AccountCommand.Submit> guard,
      DoorStats stats,
      int inFlightMax) {
    super(context);
    this.account = account;
    this.engine = engine;
    this.guard = guard;
    this.stats = stats;
    this.inFlightMax = inFlightMax;
  }

  /**
   * The door of an account.
   *
   * @param guard takes singles of the account if it is guarded
   * @param inFlightMax singles under way; one more is answered 429
   */
  static Behavior<AccountCommand> create(
      Id account,
      AccountEngine engine,
      Consumer<AccountCommand.Submit> guard,
      DoorStats stats,
      int inFlightMax) {
    return Behaviors.setup(
        context -> new ThinAccount(context, account, engine, guard, stats, inFlightMax));
  }

  @Override
  public Receive<AccountCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(AccountCommand.Submit.class, this::onSubmit)
        .onMessage(Learned.class, this::onLearned)
        .onMessage(AccountCommand.Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  private Behavior<AccountCommand> onSubmit(AccountCommand.Submit submit) {
    if (guarded != null) {
      route(submit, guarded);
    } else if (inFlight.get() >= inFlightMax) {
      refuse(submit);
    } else if (waiting == null) {
      waiting = new ArrayDeque<>();
      wait(submit);
      learn();
    } else {
      wait(submit);
    }
    return this;
  }

  private void wait(AccountCommand.Submit submit) {
    inFlight.incrementAndGet();
    waiting.add(submit);
  }

  private void learn() {
    var self = getContext().getSelf();
    engine
        .guarded(account)
        .whenComplete(
            (known, problem) ->
                self.tell(new Learned(problem == null ? known.orElse(null) : null)));
  }

  private Behavior<AccountCommand> onLearned(Learned learned) {
    guarded = learned.guarded;
    ArrayDeque<AccountCommand.Submit> all = waiting;
    waiting = null;
    for (AccountCommand.Submit submit : all) {
      inFlight.decrementAndGet();
      // An account that is not known here may be guarded: then the ledger refuses it.
      route(submit, guarded != null && guarded);
    }
    return this;
  }

  private void route(AccountCommand.Submit submit, boolean toGuard) {
    if (toGuard) {
      stats.guard();
      guard.accept(submit);
    } else if (inFlight.get() >= inFlightMax) {
      refuse(submit);
    } else {
      pass(submit);
    }
  }

  private void refuse(AccountCommand.Submit submit) {
    stats.refuse();
    submit
        .reply()
        .failed(
            TallystickException.retry(
                ErrorKind.TOO_MANY,
                "account_busy",
                "too many transfers of this account are under way; slow down, or send bodies of"
                    + " several rows",
                RETRY_AFTER_MS));
  }

  private void pass(AccountCommand.Submit submit) {
    stats.pass();
    inFlight.incrementAndGet();
    engine
        .submit(submit.body(), submit.deadlineNanos())
        .whenComplete(
            (outcome, problem) -> {
              inFlight.decrementAndGet();
              if (problem == null) {
                submit.reply().settled(outcome);
              } else {
                submit.reply().failed(known(problem));
              }
            });
  }

  static TallystickException known(Throwable problem) {
    TallystickException known = WireErrors.known(problem);
    return known != null
        ? known
        : TallystickException.of(
            ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", "the engine gave no answer", problem);
  }
}
