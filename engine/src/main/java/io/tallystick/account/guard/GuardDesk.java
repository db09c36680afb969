package io.tallystick.account.guard;

import io.tallystick.account.AccountCommand;
import io.tallystick.account.AccountEngine;
import io.tallystick.account.AccountReply;
import io.tallystick.account.approval.Approval;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.PolicyRules;
import io.tallystick.account.policy.Verdict;
import io.tallystick.account.policy.WindowUse;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.SideKind;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.wire.WireErrors;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** What a guarded account's actor does with each command; all of it on the actor's thread. */
final class GuardDesk {
  /** By how much this node's clock may be ahead of the leader's, ns. */
  private static final long CLOCK_SLACK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long RETRY_AFTER_MS = 1_000;

  private final Id account;
  private final AccountEngine engine;
  private final GuardSettings settings;
  private final GuardedAccount.Host host;
  private final Claim claim;
  private final ApprovalDesk approvals;
  private final ChainDesk chains;
  private final WindowUse use = new WindowUse();
  private GuardState state = new GuardState();
  private long incarnation;
  private long grants;
  private int singles;
  private long readAgainFor;

  GuardDesk(Id account, AccountEngine engine, GuardSettings settings, GuardedAccount.Host host) {
    this.account = account;
    this.engine = engine;
    this.settings = settings;
    this.host = host;
    this.claim = new Claim(engine);
    this.approvals = new ApprovalDesk(account, engine, host, this);
    this.chains = new ChainDesk(host, this, settings);
  }

  GuardState state() {
    return state;
  }

  void recover(Optional<byte[]> snapshot, List<byte[]> events) {
    GuardState found = new GuardState();
    snapshot.ifPresent(bytes -> GuardSnapshot.read(bytes).forEach(found::on));
    events.forEach(event -> found.on(GuardEventBytes.read(event)));
    state = found;
  }

  void on(GuardEvent event) {
    state.on(event);
    if (event instanceof GuardEvent.PolicySet) {
      // Its version is not claimed yet: what was granted under the one before becomes stale.
      incarnation = 0;
    }
  }

  /** Whether the journal was read again because the ledger knows of a version; notes it if not. */
  boolean wasReadAgainFor(long version) {
    boolean was = readAgainFor == version;
    readAgainFor = version;
    return was;
  }

  void forget() {
    state = new GuardState();
    incarnation = 0;
  }

  /**
   * Whether it waits for nothing; without authority what chains were granted is not its concern.
   */
  boolean isIdle() {
    boolean chainsHold = incarnation != 0 && chains.holds();
    return singles == 0 && !chainsHold && state.waiting().isEmpty();
  }

  /** Looks for what has expired. */
  void look() {
    approvals.lookAtWaiting();
    chains.lookAtOverdue();
  }

  void conclude(AccountCommand.Conclude conclude) {
    chains.conclude(conclude);
  }

  /** Whether a command can be taken; if not, what it needs is under way or has failed. */
  boolean ready(AccountCommand.Asked command) {
    boolean needs =
        command instanceof AccountCommand.Submit
            || command instanceof AccountCommand.Approve
            || command instanceof AccountCommand.GrantRows;
    if (!needs || state.policy().isEmpty() || incarnation != 0) {
      return true;
    }
    claim(
        () -> {},
        problem ->
            host.failAll(GuardedAccount.policyUnavailable("its actor has no authority", problem)));
    return false;
  }

  /** Whether the newest claim is this actor's. */
  boolean holds(Optional<GuardView> claim) {
    return incarnation != 0
        && claim.map(GuardView::incarnation).filter(newest -> newest == incarnation).isPresent();
  }

  boolean hasAuthority() {
    return incarnation != 0;
  }

  /** What stands in grants; 0 without authority. */
  long incarnation() {
    return incarnation;
  }

  WindowUse use() {
    return use;
  }

  /** Counts a debit as granted from now on; gives the number by which it is known. */
  long count(long amount) {
    long grant = ++grants;
    use.granted(grant, amount);
    return grant;
  }

  /**
   * What was granted may still arrive, or not: only a new claim makes certain what counts. Until
   * then all of it counts.
   */
  void claimAnew() {
    incarnation = 0;
  }

  /** Claims the account under the present policy. */
  void claim(Runnable then, java.util.function.Consumer<Throwable> otherwise) {
    host.await(
        claim.of(account, state.version(), state.policy().orElseThrow()),
        authority -> {
          incarnation = authority.incarnation();
          use.begin(authority.use());
          chains.begin();
          then.run();
        },
        problem -> {
          TallystickException known = WireErrors.known(problem);
          if (known != null && known.code().equals(Claim.SUPERSEDED)) {
            host.forget();
          }
          otherwise.accept(problem);
        });
  }

  void take(AccountCommand.Asked command) {
    if (command instanceof AccountCommand.Submit submit) {
      submit(submit);
    } else if (command instanceof AccountCommand.SetPolicy set) {
      approvals.setPolicy(set);
    } else if (command instanceof AccountCommand.Approve approve) {
      approvals.approve(approve);
    } else if (command instanceof AccountCommand.GrantRows ask) {
      chains.grant(ask);
    } else if (command instanceof AccountCommand.ShowWaiting page) {
      page.reply()
          .document(
              false,
              GuardDocument.waiting(account, state, page.after(), page.limit(), engine.now()));
    } else {
      command.reply().document(false, document());
    }
  }

  byte[] document() {
    return GuardDocument.all(account, engine.node(), state, incarnation, use, ledgerNow());
  }

  /** Not after the timestamp that the next debit can get. */
  private long ledgerNow() {
    return Math.max(engine.appliedTimestamp(), engine.now() - CLOCK_SLACK_NANOS);
  }

  private void submit(AccountCommand.Submit submit) {
    Body body = submit.body();
    if (state.policy().isEmpty()) {
      pass(body, submit.deadlineNanos(), submit.reply());
      return;
    }
    Id id =
        new Id(TransferRequest.idHigh(body.records(), 0), TransferRequest.idLow(body.records(), 0));
    Approval waiting = state.waiting().get(id);
    if (waiting != null) {
      submit.reply().document(true, GuardDocument.one(account, waiting));
      return;
    }
    Verdict verdict = judge(body, 0);
    if (verdict instanceof Verdict.Allowed) {
      grant(
          body,
          submit.deadlineNanos(),
          (outcome, problem) -> answer(submit.reply(), outcome, problem));
    } else {
      askLedgerFirst(submit, id, verdict);
    }
  }

  Verdict judge(Body body, int approved) {
    return judge(body.records(), 0, approved);
  }

  /** Judges the transfer at {@code at}. */
  Verdict judge(byte[] records, int at, int approved) {
    Policy policy = state.policy().orElseThrow();
    long now = ledgerNow();
    use.forget(now - policy.longestWindowNanos());
    return PolicyRules.judge(
        policy,
        TransferRequest.amount(records, at),
        new Id(
            TransferRequest.creditAccountIdHigh(records, at),
            TransferRequest.creditAccountIdLow(records, at)),
        approved,
        use,
        now);
  }

  private void pass(Body body, long deadlineNanos, AccountReply reply) {
    host.onceDone(
        engine.submit(body, deadlineNanos),
        reply::settled,
        problem -> answer(reply, null, problem));
  }

  /** Without a grant the ledger tells a retry of what exists from something new. */
  private void askLedgerFirst(AccountCommand.Submit submit, Id id, Verdict verdict) {
    host.await(
        engine.submit(submit.body(), submit.deadlineNanos()),
        outcome -> {
          if (outcome.results()[0] != TransferResult.AUTHORISATION_REQUIRED.number()) {
            submit.reply().settled(outcome);
          } else if (verdict instanceof Verdict.Refused refused) {
            submit.reply().failed(refused(refused, 0));
          } else {
            approvals.open(submit, id, ((Verdict.Waits) verdict).approvals());
          }
        },
        problem -> answer(submit.reply(), null, problem));
  }

  static TallystickException refused(Verdict.Refused refused, int row) {
    return TallystickException.field(
        ErrorKind.UNPROCESSABLE, "policy_refused", refused.rule(), "", row, refused.why());
  }

  int waitingMax() {
    return settings.waitingMax();
  }

  static TallystickException tooManyGranted() {
    return TallystickException.retry(
        ErrorKind.TOO_MANY,
        "account_busy",
        "too many debits of this account are under way",
        RETRY_AFTER_MS);
  }

  /** Submits a body with a grant; what it became is noted before it is told. */
  void grant(Body body, long deadlineNanos, BiConsumer<Outcome, Throwable> then) {
    if (incarnation == 0) {
      then.accept(null, GuardedAccount.policyUnavailable("its actor has no authority", null));
      return;
    }
    if (use.outstanding() >= settings.grantedMax()) {
      then.accept(null, tooManyGranted());
      return;
    }
    long grant = count(TransferRequest.amount(body.records(), 0));
    byte[] value = new byte[SideKind.GRANT_BYTES];
    LittleEndian.putLong(value, 0, incarnation);
    Body granted =
        new Body(
            body.kind(),
            body.rows(),
            body.records(),
            body.names(),
            body.balances(),
            List.of(new Body.Value(0, SideKind.GRANT, value)),
            body.submitter());
    singles++;
    host.onceDone(
        engine.submit(granted, deadlineNanos),
        outcome -> {
          singles--;
          then.accept(outcome, noted(grant, outcome));
        },
        problem -> {
          singles--;
          noted(grant, problem);
          then.accept(null, problem);
        });
  }

  /** Gives a problem where the ledger did not take the grant. */
  private TallystickException noted(long grant, Outcome outcome) {
    int result = outcome.results()[0];
    if (result == TransferResult.CREATED.number()) {
      use.settled(grant, outcome.timestamps()[0]);
      return null;
    }
    use.released(grant);
    if (result == TransferResult.AUTHORISATION_STALE.number()) {
      // Another actor, or this one under a newer policy, has claimed since.
      host.forget();
      return GuardedAccount.policyUnavailable("another actor has taken over", null);
    }
    return null;
  }

  private void noted(long grant, Throwable problem) {
    TallystickException known = WireErrors.known(problem);
    boolean never =
        known != null
            && (known.kind() == ErrorKind.UNAVAILABLE || known.kind() == ErrorKind.TOO_MANY);
    if (never) {
      use.released(grant);
    } else {
      claimAnew();
    }
  }

  static void answer(AccountReply reply, Outcome outcome, Throwable problem) {
    if (problem == null) {
      reply.settled(outcome);
      return;
    }
    TallystickException known = WireErrors.known(problem);
    reply.failed(
        known != null
            ? known
            : TallystickException.of(
                ErrorKind.OUTCOME_UNKNOWN,
                "outcome_unknown",
                "the engine gave no answer",
                problem));
  }
}
