package io.tallystick.account.guard;

import io.tallystick.account.AccountAnswer.Granted;
import io.tallystick.account.AccountCommand;
import io.tallystick.account.policy.Verdict;
import io.tallystick.account.policy.WindowUse;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.merkle.Sha256;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Grants of an account for chains, which another node publishes; all of it on the actor's thread.
 * Why they are safe: {@link io.tallystick.account.chain.ChainSubmitter}.
 */
final class ChainDesk {
  /** By how much the word of what became of a chain may be later than its deadline, ns. */
  private static final long WORD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long RETRY_AFTER_MS = 500;

  private final GuardedAccount.Host host;
  private final GuardDesk desk;
  private final GuardSettings settings;
  private final HeldGrants held = new HeldGrants();

  ChainDesk(GuardedAccount.Host host, GuardDesk desk, GuardSettings settings) {
    this.host = host;
    this.desk = desk;
    this.settings = settings;
  }

  /** A new claim was applied: what was granted before is stale, or was read with the use. */
  void begin() {
    held.clear();
  }

  /** Whether it waits for word of a chain. */
  boolean holds() {
    return !held.isEmpty();
  }

  void grant(AccountCommand.GrantRows ask) {
    byte[] digest = Sha256.of(ask.rows(), 0, ask.rows().length).toBytes();
    TallystickException refusal = refusal(ask, digest);
    if (refusal != null) {
      ask.reply().failed(refusal);
      return;
    }
    if (held.asked(ask.chain(), digest) == HeldGrants.Asked.NEW) {
      refusal = judge(ask, digest);
    }
    if (refusal == null) {
      ask.reply().granted(new Granted(desk.incarnation(), digest));
    } else {
      ask.reply().failed(refusal);
    }
  }

  /** What forbids a grant before any rule is looked at; null if nothing does. */
  private TallystickException refusal(AccountCommand.GrantRows ask, byte[] digest) {
    if (desk.state().policy().isEmpty()) {
      return TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          AccountCommand.POLICY_MISSING,
          "The account is guarded and has no policy.");
    }
    if (ask.deadlineNanos() - System.nanoTime() <= 0) {
      return TallystickException.retry(
          ErrorKind.UNAVAILABLE,
          "deadline_passed",
          "the deadline passed before the chain was granted",
          RETRY_AFTER_MS);
    }
    return switch (held.asked(ask.chain(), digest)) {
      case UNDER_WAY ->
          TallystickException.retry(
              ErrorKind.TOO_MANY,
              AccountCommand.CHAIN_UNDER_WAY,
              "the same chain is under way; ask again for what became of it",
              RETRY_AFTER_MS);
      case DIFFERS ->
          TallystickException.of(
              ErrorKind.INTERNAL, "invariant_broken", "one round asks for grants of two chains");
      case NEW, AGAIN -> null;
    };
  }

  /** Judges row by row, each as if those before it were debited; null if all are granted. */
  private TallystickException judge(AccountCommand.GrantRows ask, byte[] digest) {
    WindowUse use = desk.use();
    int rows = ask.rows().length / Body.RECORD_BYTES;
    if (use.outstanding() + rows > settings.grantedMax()) {
      return GuardDesk.tooManyGranted();
    }
    long[] numbers = new long[rows];
    for (int row = 0; row < rows; row++) {
      int at = row * Body.RECORD_BYTES;
      Verdict verdict = desk.judge(ask.rows(), at, 0);
      if (!(verdict instanceof Verdict.Allowed)) {
        Arrays.stream(numbers, 0, row).forEach(use::released);
        return notAllowed(verdict, row);
      }
      numbers[row] = desk.count(TransferRequest.amount(ask.rows(), at));
    }
    held.hold(ask.chain(), new HeldGrants.Held(digest, numbers, ask.deadlineNanos() + WORD_NANOS));
    return null;
  }

  private static TallystickException notAllowed(Verdict verdict, int row) {
    if (verdict instanceof Verdict.Refused refused) {
      return GuardDesk.refused(refused, row);
    }
    return TallystickException.field(
        ErrorKind.UNPROCESSABLE,
        "chain_needs_approvals",
        "approvals",
        Integer.toString(((Verdict.Waits) verdict).approvals()),
        row,
        "A transfer that needs approvals is submitted by itself; a chain does not wait.");
  }

  void conclude(AccountCommand.Conclude conclude) {
    HeldGrants.Held grants = held.take(conclude.chain());
    if (grants == null) {
      return;
    }
    WindowUse use = desk.use();
    long[] numbers = grants.numbers();
    switch (conclude.how()) {
      case SETTLED -> {
        if (conclude.timestamps().length != numbers.length) {
          desk.claimAnew();
          return;
        }
        for (int i = 0; i < numbers.length; i++) {
          use.settled(numbers[i], conclude.timestamps()[i]);
        }
      }
      case NOTHING -> Arrays.stream(numbers).forEach(use::released);
      case STALE -> {
        Arrays.stream(numbers).forEach(use::released);
        // Another actor, or this one under a newer policy, has claimed since.
        host.forget();
      }
      case UNKNOWN -> desk.claimAnew();
    }
  }

  /** What became of a chain should be known by now: its word was lost, or its node is gone. */
  void lookAtOverdue() {
    if (desk.hasAuthority() && held.overdue(System.nanoTime())) {
      desk.claimAnew();
    }
  }
}
