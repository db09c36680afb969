package io.tallystick.account.chain;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.AccountCommand.Conclude;
import io.tallystick.account.AccountCommand.Conclusion;
import io.tallystick.account.AccountEngine;
import io.tallystick.account.AccountReply;
import io.tallystick.account.FutureReply;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.wire.WireErrors;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes chains that debit guarded accounts: asks each debtor's actor for a grant, publishes the
 * chain with all grants beside it, and tells each actor what became of it. One on a node.
 *
 * <p>Why no window is overspent, and no grant is given back too early:
 *
 * <ul>
 *   <li>An actor counts a grant as used from the moment it gives it. It stops only when it hears
 *       what became of the chain, or when it has claimed anew: then the ledger refuses the grant as
 *       stale, unless the chain was applied before that claim, and then the use that the actor
 *       reads after its claim holds it.
 *   <li>{@code NOTHING} is told only where the chain can never take effect under these grants: the
 *       round was abandoned, which {@link GrantRound} rules out after publishing and after which
 *       nothing is published; or the engine said that the body never entered; or the ledger applied
 *       it and it failed as a whole. A body is ordered at most once. One round is in the hands of
 *       this actor alone, so that abandoning and publishing cannot cross.
 *   <li>A lost conclusion, or a collecting node that is gone, leaves a grant that counts as used
 *       for too long: past its deadline the account's actor claims anew. That errs on the strict
 *       side.
 *   <li>A conclusion that comes twice, or after a new claim, finds no such grant and changes
 *       nothing: the id of a round is never used again. One that overtakes its request leaves a
 *       grant that nobody uses; when the grant arrives here it is concluded once more, and if that
 *       is lost, too, its deadline ends it.
 *   <li>A grant that arrives when its round is over is never published: only a round that waits for
 *       grants takes one.
 * </ul>
 *
 * <p>Actors reserve what they grant and wait for nobody, so that two chains over the same accounts
 * cannot block each other; where both want what is left of a window, one is refused, or both are.
 */
public final class ChainSubmitter extends AbstractBehavior<ChainSubmitter.Message> {
  private static final Logger LOG = LoggerFactory.getLogger(ChainSubmitter.class);
  private static final long RETRY_AFTER_MS = 1_000;
  private static final Duration LEAST = Duration.ofMillis(1);

  /** What it is told. */
  public sealed interface Message {}

  /**
   * A chain.
   *
   * @param guarded the guarded accounts that it debits, at least one
   * @param deadlineNanos {@link System#nanoTime()}
   */
  public record Submit(Body chain, Set<Id> guarded, long deadlineNanos, AccountReply reply)
      implements Message {}

  private record Answered(Id round, Id account, AccountAnswer answer, Throwable problem)
      implements Message {}

  private record Settled(Id round, Outcome outcome, Throwable problem) implements Message {}

  private record Late(Id round) implements Message {}

  private record Open(GrantRound round, long deadlineNanos, AccountReply reply) {}

  private final AccountEngine engine;
  private final BiConsumer<Id, AccountCommand.Sent> actors;
  private final Supplier<FutureReply> replies;
  private final int openMax;
  private final TimerScheduler<Message> timers;
  private final SecureRandom random = new SecureRandom();
  private final Map<Id, Open> open = new HashMap<>();

  private ChainSubmitter(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      AccountEngine engine,
      BiConsumer<Id, AccountCommand.Sent> actors,
      Supplier<FutureReply> replies,
      int openMax) {
    super(context);
    this.timers = timers;
    this.engine = engine;
    this.actors = actors;
    this.replies = replies;
    this.openMax = openMax;
  }

  /**
   * The taker of a node's chains.
   *
   * @param actors the way to guarded accounts' actors
   * @param replies makes replies that such an actor can give, wherever it is
   * @param openMax chains under way; one more is answered 429
   */
  public static Behavior<Message> create(
      AccountEngine engine,
      BiConsumer<Id, AccountCommand.Sent> actors,
      Supplier<FutureReply> replies,
      int openMax) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new ChainSubmitter(context, timers, engine, actors, replies, openMax)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Submit.class, this::onSubmit)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Settled.class, this::onSettled)
        .onMessage(Late.class, this::onLate)
        .onSignal(PostStop.class, stopped -> onStop())
        .build();
  }

  private Behavior<Message> onSubmit(Submit submit) {
    if (open.size() >= openMax) {
      submit.reply.failed(
          TallystickException.retry(
              ErrorKind.TOO_MANY,
              "chains_busy",
              "too many chains of this node wait for grants",
              RETRY_AFTER_MS));
      return this;
    }
    Id id = new Id(random.nextLong(), random.nextLong());
    GrantRound round = new GrantRound(submit.chain, submit.guarded);
    open.put(id, new Open(round, submit.deadlineNanos, submit.reply));
    Duration left = Duration.ofNanos(submit.deadlineNanos - System.nanoTime());
    timers.startSingleTimer(id, new Late(id), left.compareTo(LEAST) < 0 ? LEAST : left);
    ActorRef<Message> self = getContext().getSelf();
    for (Id account : round.debtors()) {
      FutureReply reply = replies.get();
      reply
          .answer()
          .whenComplete((answer, problem) -> self.tell(new Answered(id, account, answer, problem)));
      if (!reply.answer().isDone()) {
        actors.accept(
            account,
            new AccountCommand.GrantRows(id, round.shown(account), submit.deadlineNanos, reply));
      }
    }
    return this;
  }

  private Behavior<Message> onAnswered(Answered answered) {
    Open chain = open.get(answered.round);
    AccountAnswer answer = answered.answer;
    if (chain == null || !chain.round.collects()) {
      if (chain == null && answer != null && answer.granted() != null) {
        // Each actor answers a round once, and one that was published had all its answers: this
        // one was abandoned.
        actors.accept(answered.account, nothing(answered.round));
      }
      return this;
    }
    if (answer == null || answer.granted() == null) {
      refused(answered.round, chain, problemOf(chain.round, answered));
      return this;
    }
    try {
      chain.round.take(answered.account, answer.granted());
    } catch (TallystickException defect) {
      LOG.error("a grant cannot be right", defect);
      giveUp(answered.round, chain);
      chain.reply.failed(defect);
      return this;
    }
    if (chain.round.complete()) {
      publish(answered.round, chain);
    }
    return this;
  }

  private void publish(Id id, Open chain) {
    timers.cancel(id);
    ActorRef<Message> self = getContext().getSelf();
    submit(chain.round.publish(), chain.deadlineNanos)
        .whenComplete((outcome, problem) -> self.tell(new Settled(id, outcome, problem)));
  }

  /** An engine that throws may have taken the body all the same. */
  private CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
    try {
      return engine.submit(body, deadlineNanos);
    } catch (RuntimeException thrown) {
      return CompletableFuture.failedFuture(thrown);
    }
  }

  private Behavior<Message> onSettled(Settled settled) {
    Open chain = open.remove(settled.round);
    if (chain == null) {
      return this;
    }
    if (settled.problem != null) {
      TallystickException problem = problem(settled.problem);
      boolean never =
          problem.kind() == ErrorKind.UNAVAILABLE || problem.kind() == ErrorKind.TOO_MANY;
      Conclusion how = never ? Conclusion.NOTHING : Conclusion.UNKNOWN;
      conclude(settled.round, chain.round, how);
      chain.reply.failed(problem);
      return this;
    }
    try {
      settled(settled.round, chain, settled.outcome);
    } catch (TallystickException defect) {
      LOG.error("an outcome cannot be right", defect);
      conclude(settled.round, chain.round, Conclusion.UNKNOWN);
      chain.reply.failed(problem(new IllegalStateException(defect)));
    }
    return this;
  }

  private void settled(Id id, Open chain, Outcome outcome) {
    boolean all = GrantRound.isSettled(outcome);
    for (Id account : chain.round.debtors()) {
      long[] timestamps = all ? chain.round.timestamps(account, outcome) : new long[0];
      Conclusion how = chain.round.conclusion(account, outcome);
      actors.accept(account, new Conclude(id, how, timestamps));
    }
    if (GrantRound.holds(outcome, TransferResult.AUTHORISATION_STALE)) {
      chain.reply.failed(unavailable("another actor of one of them has taken over"));
    } else {
      chain.reply.settled(outcome);
    }
  }

  private Behavior<Message> onLate(Late late) {
    Open chain = open.get(late.round);
    if (chain != null && chain.round.collects()) {
      giveUp(late.round, chain);
      chain.reply.failed(unavailable("not every account's actor has answered in time"));
    }
    return this;
  }

  /** Without grants the ledger tells a retry of what is settled from something new. */
  private void refused(Id id, Open chain, TallystickException why) {
    giveUp(id, chain);
    boolean mayBeSettled =
        why.kind() == ErrorKind.UNPROCESSABLE || why.code().equals(AccountCommand.CHAIN_UNDER_WAY);
    if (!mayBeSettled) {
      chain.reply.failed(why);
      return;
    }
    AccountReply reply = chain.reply;
    submit(chain.round.body(), chain.deadlineNanos)
        .whenComplete(
            (outcome, problem) -> {
              if (problem != null) {
                reply.failed(problem(problem));
              } else if (GrantRound.holds(outcome, TransferResult.AUTHORISATION_REQUIRED)
                  && !why.code().equals(AccountCommand.POLICY_MISSING)) {
                reply.failed(why);
              } else {
                reply.settled(outcome);
              }
            });
  }

  /** Before anything else is done with the chain: all its debtors are free of it. */
  private void giveUp(Id id, Open chain) {
    timers.cancel(id);
    open.remove(id);
    chain.round.abandon();
    conclude(id, chain.round, Conclusion.NOTHING);
  }

  private void conclude(Id id, GrantRound round, Conclusion how) {
    round.debtors().forEach(account -> actors.accept(account, new Conclude(id, how, new long[0])));
  }

  private static Conclude nothing(Id round) {
    return new Conclude(round, Conclusion.NOTHING, new long[0]);
  }

  private Behavior<Message> onStop() {
    open.values()
        .forEach(
            chain ->
                chain.reply.failed(
                    chain.round.collects()
                        ? unavailable("the node is stopping")
                        : problem(new IllegalStateException("the node is stopping"))));
    return this;
  }

  /** Why an actor did not grant; its row is the chain's. Nothing has entered, whatever it says. */
  private static TallystickException problemOf(GrantRound round, Answered answered) {
    TallystickException known =
        answered.problem == null ? null : WireErrors.known(answered.problem);
    if (known == null || known.kind() == ErrorKind.OUTCOME_UNKNOWN) {
      return unavailable("an account's actor gave no answer");
    }
    return known.field() == null
        ? known
        : TallystickException.field(
            known.kind(),
            known.code(),
            known.field(),
            known.value(),
            round.row(answered.account, known.row()),
            known.getMessage());
  }

  private static TallystickException unavailable(String why) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "policy_unavailable",
        "The chain debits guarded accounts, and " + why + "; try again.",
        RETRY_AFTER_MS);
  }

  private static TallystickException problem(Throwable problem) {
    TallystickException known = WireErrors.known(problem);
    return known != null
        ? known
        : TallystickException.of(
            ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", "the engine gave no answer", problem);
  }
}
