package io.tallystick.api.endpoint;

import io.tallystick.account.AccountAnswer;
import io.tallystick.account.Accounts;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.decode.DecodedRows;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.Problem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.query.Lookups;
import io.tallystick.ring.query.Views.MemberRow;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Hands bodies to the engine and sees to it that each gets an answer by its deadline. */
final class Submissions {
  /** What the engine may be late by before the wait ends without it. */
  private static final long GRACE_MS = 250;

  private final EdgeContext context;
  private final Lookups lookups;
  private final ApiSettings.Timeouts timeouts;
  private final LedgerCodes ledgerCodes;
  private final LostOutcome lostOutcome;

  /** Of bodies without participants and keys. */
  Submissions(EdgeContext context) {
    this(context, code -> CompletableFuture.completedFuture(Optional.empty()));
  }

  /**
   * Of all bodies.
   *
   * @param members asks for the participant of a code
   */
  Submissions(EdgeContext context, Function<String, CompletionStage<Optional<MemberRow>>> members) {
    this.context = context;
    this.lookups = context.lookups();
    this.timeouts = context.settings().timeouts();
    this.ledgerCodes = new LedgerCodes(lookups);
    this.lostOutcome = new LostOutcome(lookups, members);
  }

  /** Submits the rows of a JSON body; looks up what the rows alone do not say. */
  CompletionStage<Answer> submit(
      DecodedRows rows,
      Submitter submitter,
      boolean balances,
      long deadlineNanos,
      Function<Outcome, Answer> encode) {
    if (rows.unknownLedgers().isEmpty() && rows.internalIdRows().isEmpty()) {
      return submit(rows.toBody(balances, submitter), rows.ids(), deadlineNanos, encode);
    }
    CompletionStage<Set<Integer>> lookups =
        ledgerCodes.resolve(rows).thenCompose(known -> outOfScope(known, new Sight(submitter)));
    return Deadline.within(
            context.system(), lookups, remaining(deadlineNanos), Deadline::readTimedOut)
        .thenCompose(
            outOfScope ->
                outOfScope.isEmpty()
                    ? submit(rows.toBody(balances, submitter), rows.ids(), deadlineNanos, encode)
                    : submitRest(
                        new ScopedBody(rows, outOfScope),
                        submitter,
                        balances,
                        deadlineNanos,
                        encode));
  }

  /**
   * Submits a body.
   *
   * @param ids what the rows call themselves, or null where only the records say
   */
  CompletionStage<Answer> submit(
      Body body, List<String> ids, long deadlineNanos, Function<Outcome, Answer> encode) {
    CompletionStage<AccountAnswer> answer =
        Deadline.within(
            context.system(),
            Accounts.concern(body)
                ? context.accounts().submit(body, deadlineNanos)
                : context.intake().submit(body, deadlineNanos).thenApply(AccountAnswer::settled),
            remaining(deadlineNanos).plusMillis(GRACE_MS),
            () ->
                TallystickException.of(
                    ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", "the engine gave no answer"));
    return answer
        .handle(
            (answered, failure) -> {
              if (failure == null && answered.outcome() == null) {
                return CompletableFuture.completedStage(AccountPolicies.documentAnswer(answered));
              }
              if (failure == null) {
                checkAuthorised(answered.outcome());
                return CompletableFuture.completedStage(encode.apply(answered.outcome()));
              }
              return LostOutcome.concerns(failure)
                  ? lookUp(body, ids, encode)
                  : CompletableFuture.<Answer>completedStage(Problem.from(failure));
            })
        .thenCompose(Function.identity());
  }

  /** The answer to a body whose fate is not known, see {@link LostOutcome}. */
  CompletionStage<Answer> lookUp(Body body, List<String> ids, Function<Outcome, Answer> encode) {
    return Deadline.within(
            context.system(),
            lostOutcome.resolve(body, ids, encode),
            Duration.ofMillis(timeouts.outcomeLookupMs()),
            () ->
                TallystickException.of(
                    ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", "the look-up gave no answer"))
        .exceptionally(failure -> LostOutcome.unknown(body, ids));
  }

  /**
   * A key that was revoked, or whose roles were taken, while its request was on the way: nothing of
   * the body took effect.
   */
  private static void checkAuthorised(Outcome settled) {
    int notAuthorised = TransferResult.SUBMITTER_NOT_AUTHORISED.number();
    if (Arrays.stream(settled.results()).allMatch(result -> result == notAuthorised)) {
      throw TallystickException.of(
          ErrorKind.FORBIDDEN,
          "submitter_not_authorised",
          "The key may not do this, or not any more; without a key nothing may be done once an"
              + " operator has one.");
    }
  }

  private CompletionStage<Answer> submitRest(
      ScopedBody rest,
      Submitter submitter,
      boolean balances,
      long deadlineNanos,
      Function<Outcome, Answer> encode) {
    Function<Outcome, Answer> merged = part -> encode.apply(rest.merge(part));
    if (rest.submitted() == 0) {
      return CompletableFuture.completedFuture(merged.apply(null));
    }
    return submit(rest.toBody(balances, submitter), null, deadlineNanos, merged);
  }

  /** Rows whose internal id names nothing that the submitter may see. */
  private CompletionStage<Set<Integer>> outOfScope(DecodedRows rows, Sight sight) {
    List<Integer> internal = rows.internalIdRows();
    return AsyncLoop.ask(internal.size(), i -> exists(rows, internal.get(i), sight))
        .thenApply(
            exists -> {
              Set<Integer> missing = new HashSet<>();
              for (int i = 0; i < internal.size(); i++) {
                if (!exists.get(i)) {
                  missing.add(internal.get(i));
                }
              }
              return missing;
            });
  }

  /** Accounts and transfers hold their id at the same place. */
  private CompletionStage<Boolean> exists(DecodedRows rows, int row, Sight sight) {
    int at = row * Body.RECORD_BYTES;
    long high = TransferRequest.idHigh(rows.records(), at);
    long low = TransferRequest.idLow(rows.records(), at);
    return rows.kind() == BodyKind.TRANSFERS
        ? lookups.transfer(high, low).thenApply(found -> sight.transfer(found).isPresent())
        : lookups.account(high, low).thenApply(found -> sight.account(found).isPresent());
  }

  private static Duration remaining(long deadlineNanos) {
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
  }
}
