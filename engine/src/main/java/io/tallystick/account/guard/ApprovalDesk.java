package io.tallystick.account.guard;

import io.tallystick.account.AccountAnswer;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.AccountEngine;
import io.tallystick.account.AccountReply;
import io.tallystick.account.approval.Approval;
import io.tallystick.account.approval.ApprovalRules;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.PolicyBytes;
import io.tallystick.account.policy.Verdict;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Policies of an account and what waits for approvals; all of it on the actor's thread. */
final class ApprovalDesk {
  private static final long SUBMIT_S = 10;
  private static final long RETRY_AFTER_MS = 1_000;

  private final Id account;
  private final AccountEngine engine;
  private final GuardedAccount.Host host;
  private final GuardDesk desk;
  private final Set<Id> underWay = new HashSet<>();

  ApprovalDesk(Id account, AccountEngine engine, GuardedAccount.Host host, GuardDesk desk) {
    this.account = account;
    this.engine = engine;
    this.host = host;
    this.desk = desk;
  }

  // --- policies ---

  void setPolicy(AccountCommand.SetPolicy set) {
    if (set.ifVersion() != desk.state().version()) {
      set.reply()
          .failed(
              TallystickException.field(
                  ErrorKind.UNPROCESSABLE,
                  "version_conflict",
                  "version",
                  Long.toString(set.ifVersion()),
                  0,
                  "the present version, " + desk.state().version()));
      return;
    }
    host.await(
        engine.guarded(account).thenCombine(engine.guard(account), Seen::new),
        seen -> propose(set, seen),
        problem -> GuardDesk.answer(set.reply(), null, problem));
  }

  private record Seen(Optional<Boolean> guarded, Optional<GuardView> claim) {}

  private void propose(AccountCommand.SetPolicy set, Seen seen) {
    if (!seen.guarded.orElse(false)) {
      set.reply()
          .failed(
              TallystickException.of(
                  seen.guarded.isEmpty() ? ErrorKind.NOT_FOUND : ErrorKind.UNPROCESSABLE,
                  seen.guarded.isEmpty() ? "account_not_found" : "account_not_guarded",
                  "Only an account that was created with the flag guarded has a policy."));
      return;
    }
    long known = seen.claim.map(GuardView::policyVersion).orElse(0L);
    if (known > desk.state().version() && !desk.wasReadAgainFor(known)) {
      // Another actor changed the policy: what is known here has to be read anew.
      host.forget();
      set.reply().failed(GuardedAccount.policyUnavailable("another actor has changed it", null));
      return;
    }
    // The ledger may still know of a version that the journal lost.
    long version = Math.max(desk.state().version(), known) + 1;
    int needed = desk.state().policy().map(Policy::changeApprovals).orElse(0);
    if (needed == 0) {
      set(version, set.policy(), set.reply());
      return;
    }
    byte[] policy = PolicyBytes.write(set.policy());
    byte[] subject = new byte[Long.BYTES + policy.length];
    LittleEndian.putLong(subject, 0, version);
    System.arraycopy(policy, 0, subject, Long.BYTES, policy.length);
    byte[] digest = PolicyBytes.digest(set.policy());
    Id what = new Id(LittleEndian.getLong(digest, 8), LittleEndian.getLong(digest, 0));
    open(
        what,
        Approval.Kind.POLICY,
        needed,
        set.maker(),
        Submitter.NOBODY.key(),
        subject,
        set.reply());
  }

  private void set(long version, Policy policy, AccountReply reply) {
    host.persist(
        new GuardEvent.PolicySet(version, policy),
        () ->
            desk.claim(
                () -> reply.document(false, desk.document()),
                problem -> GuardDesk.answer(reply, null, problem)),
        reply::failed);
  }

  // --- what waits ---

  /** Lets a transfer wait. */
  void open(AccountCommand.Submit submit, Id id, int needed) {
    Submitter maker = submit.body().submitter();
    Id key = maker.keyId() == null ? Id.ZERO : maker.keyId();
    open(
        id,
        Approval.Kind.TRANSFER,
        needed,
        key,
        maker.key(),
        submit.body().records().clone(),
        submit.reply());
  }

  private void open(
      Id what,
      Approval.Kind kind,
      int needed,
      Id maker,
      int makerKey,
      byte[] subject,
      AccountReply reply) {
    Approval already = desk.state().waiting().get(what);
    if (already != null) {
      reply.document(true, GuardDocument.one(account, already));
      return;
    }
    if (desk.state().waiting().size() >= desk.waitingMax()) {
      reply.failed(
          TallystickException.retry(
              ErrorKind.TOO_MANY,
              "approvals_waiting",
              "too much of this account waits for approvals",
              RETRY_AFTER_MS));
      return;
    }
    long now = engine.now();
    long seconds = desk.state().policy().orElseThrow().approvalSeconds();
    Approval approval =
        new Approval(
            what,
            kind,
            now,
            now + TimeUnit.SECONDS.toNanos(seconds),
            needed,
            maker,
            makerKey,
            subject,
            List.of());
    host.persist(
        new GuardEvent.Opened(approval),
        () -> reply.document(true, GuardDocument.one(account, approval)),
        reply::failed);
  }

  void approve(AccountCommand.Approve approve) {
    Approval waiting = desk.state().waiting().get(approve.what());
    if (waiting == null) {
      approve
          .reply()
          .failed(
              TallystickException.of(
                  ErrorKind.NOT_FOUND, "approval_not_found", "Nothing of that id waits."));
      return;
    }
    List<Id> approvers = desk.state().policy().orElseThrow().approvers();
    Optional<MemberDirectory.Holder> holder = engine.key(approve.key());
    long now = engine.now();
    Optional<ApprovalRules.Refusal> refusal =
        ApprovalRules.judge(
            account, waiting, approvers, approve.key(), holder, approve.signature(), now);
    if (refusal.isPresent()) {
      approve
          .reply()
          .failed(
              TallystickException.of(
                  ErrorKind.FORBIDDEN, refusal.get().code(), refusal.get().why()));
      return;
    }
    byte[] publicKey = holder.orElseThrow().key().publicKey();
    Approval.Signed signed =
        new Approval.Signed(approve.key(), now, publicKey, approve.signature());
    // A signature is told to be taken only where no later actor can have begun without it: one that
    // is cut off from the order still reaches the journal.
    host.await(
        engine.guard(account),
        claim -> {
          if (desk.holds(claim)) {
            take(signed, approve);
          } else {
            host.forget();
            approve
                .reply()
                .failed(GuardedAccount.policyUnavailable("another actor has taken over", null));
          }
        },
        problem ->
            approve
                .reply()
                .failed(GuardedAccount.policyUnavailable("the order does not answer", problem)));
  }

  private void take(Approval.Signed signed, AccountCommand.Approve approve) {
    if (!desk.state().waiting().containsKey(approve.what())) {
      approve.reply().failed(GuardedAccount.policyUnavailable("what waited has ended", null));
      return;
    }
    host.persist(
        new GuardEvent.Approved(approve.what(), signed),
        () -> {
          Approval now = desk.state().waiting().get(approve.what());
          if (now.complete()) {
            carryOut(now, approve.reply());
          } else {
            approve.reply().document(true, GuardDocument.one(account, now));
          }
        },
        approve.reply()::failed);
  }

  /** Ends what has expired or is out of date, and goes on with what was approved before a crash. */
  void lookAtWaiting() {
    for (Approval waiting : List.copyOf(desk.state().waiting().values())) {
      if (waiting.expired(engine.now())) {
        end(waiting, GuardEvent.End.EXPIRED, 0, () -> {}, NOBODY);
        return;
      }
      if (waiting.complete() && !underWay.contains(waiting.what())) {
        resume(waiting);
        return;
      }
    }
  }

  private void resume(Approval waiting) {
    if (desk.hasAuthority()) {
      carryOut(waiting, NOBODY);
    } else {
      desk.claim(() -> {}, problem -> {});
    }
  }

  private void carryOut(Approval approval, AccountReply reply) {
    if (approval.kind() == Approval.Kind.POLICY) {
      long version = LittleEndian.getLong(approval.subject(), 0);
      byte[] subject = approval.subject();
      byte[] policy = java.util.Arrays.copyOfRange(subject, Long.BYTES, subject.length);
      set(version, PolicyBytes.read(policy), reply);
      return;
    }
    Body body =
        new Body(
            BodyKind.TRANSFERS,
            1,
            approval.subject().clone(),
            List.of(),
            false,
            List.of(),
            Submitter.ofKey(approval.makerKey()));
    List<Id> approvers = desk.state().policy().orElseThrow().approvers();
    int valid = (int) approval.signed().stream().filter(s -> approvers.contains(s.key())).count();
    Verdict verdict = desk.judge(body, valid);
    if (verdict instanceof Verdict.Refused refused) {
      TallystickException why = GuardDesk.refused(refused, 0);
      end(approval, GuardEvent.End.REFUSED, 0, () -> reply.failed(why), reply);
    } else if (verdict instanceof Verdict.Waits) {
      // The policy asks for more by now, or knows the signers no more: it waits until it expires.
      reply.document(true, GuardDocument.one(account, approval));
    } else {
      underWay.add(approval.what());
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SUBMIT_S);
      desk.grant(
          body,
          deadline,
          (outcome, problem) -> host.whenFree(() -> settled(approval, outcome, problem, reply)));
    }
  }

  private void settled(Approval approval, Outcome outcome, Throwable problem, AccountReply reply) {
    underWay.remove(approval.what());
    if (problem != null || !desk.state().waiting().containsKey(approval.what())) {
      // It still waits, complete; the next look submits the same id again, which settles once.
      GuardDesk.answer(reply, outcome, problem == null ? unknown() : problem);
      return;
    }
    int result = outcome.results()[0];
    String name = TransferResult.of(result).wireName();
    end(
        approval,
        GuardEvent.End.SETTLED,
        result,
        () -> reply.document(false, GuardDocument.ended(approval.what(), name)),
        reply);
  }

  private static TallystickException unknown() {
    return TallystickException.of(
        ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", "the account's actor has begun anew");
  }

  private void end(
      Approval approval, GuardEvent.End how, int detail, Runnable then, AccountReply failures) {
    host.persist(new GuardEvent.Ended(approval.what(), how, detail), then, failures::failed);
  }

  /** Nobody waits for an answer. */
  private static final AccountReply NOBODY =
      new AccountReply() {
        @Override
        public void settled(Outcome outcome) {}

        @Override
        public void document(boolean waits, byte[] json) {}

        @Override
        public void granted(AccountAnswer.Granted granted) {}

        @Override
        public void failed(TallystickException problem) {}
      };
}
