package io.tallystick.account;

import io.tallystick.account.chain.Chain;
import io.tallystick.account.policy.Policy;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Intake;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to accounts' actors. Never blocks; failures are as those of {@link Intake}. */
public interface Accounts {
  /**
   * Whether a body passes the actors of the accounts that it debits: a single, or one chain as
   * {@link Chain#isOne} describes. Every other body goes straight to the engine, where debits of
   * guarded accounts are refused.
   */
  static boolean concern(Body body) {
    return body.kind() == BodyKind.TRANSFERS && concern(body.records(), body.rows());
  }

  /** The same of transfers' request records. */
  static boolean concern(byte[] records, int rows) {
    return rows == 1 || Chain.isOne(records, rows);
  }

  /** Submits a body that {@link #concern} them and that no grant stands beside. */
  CompletionStage<AccountAnswer> submit(Body body, long deadlineNanos);

  /** Proposes a policy for a guarded account; see {@link AccountCommand.SetPolicy}. */
  CompletionStage<AccountAnswer> setPolicy(Id account, Policy policy, long ifVersion, Id maker);

  /** Shows a guarded account's policy and what waits. */
  CompletionStage<AccountAnswer> show(Id account);

  /** Shows a page of what waits for approvals; see {@link AccountCommand.ShowWaiting}. */
  CompletionStage<AccountAnswer> waiting(Id account, WaitingCursor after, int limit);

  /** Approves what waits; see {@link AccountCommand.Approve}. */
  CompletionStage<AccountAnswer> approve(Id account, Id what, Id key, byte[] signature);

  /** Without actors: bodies go straight to the engine, policies are unavailable. */
  static Accounts without(Intake intake) {
    return new Accounts() {
      @Override
      public CompletionStage<AccountAnswer> submit(Body body, long deadlineNanos) {
        return intake.submit(body, deadlineNanos).thenApply(AccountAnswer::settled);
      }

      @Override
      public CompletionStage<AccountAnswer> setPolicy(
          Id account, Policy policy, long ifVersion, Id maker) {
        return unavailable();
      }

      @Override
      public CompletionStage<AccountAnswer> show(Id account) {
        return unavailable();
      }

      @Override
      public CompletionStage<AccountAnswer> waiting(Id account, WaitingCursor after, int limit) {
        return unavailable();
      }

      @Override
      public CompletionStage<AccountAnswer> approve(Id account, Id what, Id key, byte[] signature) {
        return unavailable();
      }

      private CompletionStage<AccountAnswer> unavailable() {
        return CompletableFuture.failedFuture(
            TallystickException.retry(
                ErrorKind.UNAVAILABLE, "policy_unavailable", "this node keeps no policies", 1_000));
      }
    };
  }
}
