package io.tallystick.account;

import io.tallystick.account.policy.WindowUse;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What account actors need of the engine; nothing of it blocks. */
public interface AccountEngine {
  /** Orders and applies a body; fails as {@link io.tallystick.ring.Intake} does. */
  CompletionStage<Outcome> submit(Body body, long deadlineNanos);

  /** Whether an account is guarded, as this node has applied; empty if it does not know it. */
  CompletionStage<Optional<Boolean>> guarded(Id account);

  /**
   * Which of these accounts are guarded and may be debited by whoever submits, as this node has
   * applied. Nobody else's chain takes a grant of them: the ledger refuses it by their owner.
   */
  CompletionStage<Set<Id>> guardedOf(Collection<Id> accounts, Submitter submitter);

  /** An account's claim and sums, behind a read barrier; empty if it was never claimed. */
  CompletionStage<Optional<GuardView>> guard(Id account);

  /**
   * The account's granted debits from a time on, newest first, behind a read barrier.
   *
   * @return at most some thousands; {@link Recent#readFrom} says how far back they reach
   */
  CompletionStage<Recent> recent(Id account, long fromTimestamp);

  /**
   * Debits from a time on.
   *
   * @param readFrom all debits from this time on are among them
   */
  record Recent(List<WindowUse.Debits> newestFirst, long readFrom) {}

  /** The number of this node. */
  int node();

  /** T of the newest batch that is applied here, ns since 1970; later debits have later times. */
  long appliedTimestamp();

  /** This node's clock, ns since 1970. */
  long now();

  /** A key as last applied here. */
  Optional<MemberDirectory.Holder> key(Id keyId);
}
