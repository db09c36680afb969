package io.tallystick.account.guard;

import io.tallystick.account.AccountEngine;
import io.tallystick.account.policy.KnownUse;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.PolicyBytes;
import io.tallystick.account.policy.WindowUse;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.guard.ClaimRequest;
import io.tallystick.ledger.guard.ClaimResult;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A claim from its order to what was used before it. Authority begins when the ledger has applied
 * the claim; only then is the use read, so that nothing granted by an earlier actor is missed.
 */
final class Claim {
  /** The journal holds another policy than the ledger was told of: it has to be read anew. */
  static final String SUPERSEDED = "policy_superseded";

  private static final long DEADLINE_S = 10;
  private static final long RETRY_AFTER_MS = 1_000;

  private final AccountEngine engine;
  private final SecureRandom random = new SecureRandom();

  Claim(AccountEngine engine) {
    this.engine = engine;
  }

  /**
   * Authority over an account.
   *
   * @param incarnation stands in each grant
   * @param use what was debited before, oldest first
   */
  record Authority(long incarnation, List<WindowUse.Debits> use) {}

  /** Claims an account; fails with {@code policy_unavailable} or {@link #SUPERSEDED}. */
  CompletionStage<Authority> of(Id account, long policyVersion, Policy policy) {
    Id claim = new Id(random.nextLong(), random.nextLong() | 1);
    byte[] row = new byte[ClaimRequest.BYTES];
    ClaimRequest.write(row, 0, account, claim, policyVersion, PolicyBytes.digest(policy));
    Body body = new Body(BodyKind.CLAIMS, 1, row, List.of(), false);
    return engine
        .submit(body, System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S))
        .thenCompose(
            outcome -> {
              requireCreated(ClaimResult.of(outcome.results()[0]));
              return engine.guard(account);
            })
        .thenCompose(
            guard -> {
              GuardView own = own(guard, claim);
              return use(account, own, policy)
                  .thenApply(use -> new Authority(own.incarnation(), use));
            });
  }

  private static void requireCreated(ClaimResult result) {
    switch (result) {
      case CREATED, EXISTS -> {}
      case POLICY_SUPERSEDED, POLICY_DIGEST_DIFFERS ->
          throw TallystickException.retry(
              ErrorKind.UNAVAILABLE,
              SUPERSEDED,
              "the account was claimed under another policy",
              RETRY_AFTER_MS);
      default ->
          throw TallystickException.retry(
              ErrorKind.UNAVAILABLE,
              "policy_unavailable",
              "the account cannot be claimed: " + result.wireName(),
              RETRY_AFTER_MS);
    }
  }

  private static GuardView own(Optional<GuardView> guard, Id claim) {
    if (guard.isEmpty() || !guard.get().claim().equals(claim)) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE,
          "policy_unavailable",
          "another node has claimed the account",
          RETRY_AFTER_MS);
    }
    return guard.get();
  }

  private CompletionStage<List<WindowUse.Debits>> use(Id account, GuardView own, Policy policy) {
    long longest = policy.longestWindowNanos();
    if (longest == 0 || own.days().isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return engine
        .recent(account, Math.max(0, own.claimedAt() - longest))
        .thenApply(recent -> KnownUse.of(own.days(), recent.newestFirst(), recent.readFrom()));
  }
}
