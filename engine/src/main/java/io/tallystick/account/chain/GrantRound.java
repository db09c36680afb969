package io.tallystick.account.chain;

import io.tallystick.account.AccountAnswer.Granted;
import io.tallystick.account.AccountCommand.Conclusion;
import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.batch.SideKind;
import io.tallystick.batch.merkle.Sha256;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The grants of one chain, from the first that is asked for to the body that carries them all.
 * Decides only; without actors and clocks.
 *
 * <p>It ends in one of two ways, once and for ever: {@link #publish} gives the body with all
 * grants, or {@link #abandon} makes certain that there never will be one. Only because the second
 * rules out the first may the debtors be told that their grants come to nothing.
 */
final class GrantRound {
  private enum Phase {
    COLLECTING,
    PUBLISHED,
    ABANDONED
  }

  private final Body body;
  private final Map<Id, int[]> rows = new LinkedHashMap<>();
  private final Map<Id, Long> incarnations = new LinkedHashMap<>();
  private Phase phase = Phase.COLLECTING;

  /**
   * A round over a chain.
   *
   * @param guarded the accounts whose actors are to be asked, each of which the chain debits
   */
  GrantRound(Body chain, Set<Id> guarded) {
    Checks.that(chain.values().isEmpty(), "grants never come from a client");
    body = chain;
    Chain.debits(chain)
        .forEach(
            (account, debits) -> {
              if (guarded.contains(account)) {
                rows.put(account, debits.stream().mapToInt(Integer::intValue).toArray());
              }
            });
    Checks.that(!rows.isEmpty(), "a chain that needs grants debits a guarded account");
  }

  /** The chain as its client sent it. */
  Body body() {
    return body;
  }

  /** The accounts whose actors are asked. */
  Set<Id> debtors() {
    return rows.keySet();
  }

  /** The request records that debit an account, which its actor is shown. */
  byte[] shown(Id account) {
    int[] own = rows.get(account);
    byte[] shown = new byte[own.length * Body.RECORD_BYTES];
    for (int i = 0; i < own.length; i++) {
      System.arraycopy(
          body.records(),
          own[i] * Body.RECORD_BYTES,
          shown,
          i * Body.RECORD_BYTES,
          Body.RECORD_BYTES);
    }
    return shown;
  }

  /** The chain's row that is shown to an account's actor as its {@code shown}-th. */
  int row(Id account, int shown) {
    int[] own = rows.get(account);
    return shown < 0 || shown >= own.length ? own[0] : own[shown];
  }

  /** Takes a grant in; one that is not of the rows that were shown is a defect. */
  void take(Id account, Granted granted) {
    Checks.that(phase == Phase.COLLECTING, "grants are taken while they are collected");
    byte[] shown = shown(account);
    byte[] digest = Sha256.of(shown, 0, shown.length).toBytes();
    Checks.that(Arrays.equals(digest, granted.digest()), "a grant is of the rows that were shown");
    Checks.that(granted.incarnation() != 0, "a grant names its incarnation");
    incarnations.put(account, granted.incarnation());
  }

  /** Whether it waits for grants. */
  boolean collects() {
    return phase == Phase.COLLECTING;
  }

  /** Whether every debtor has granted. */
  boolean complete() {
    return incarnations.size() == rows.size();
  }

  /** The chain with all grants beside it; from now on what becomes of it is for the ledger. */
  Body publish() {
    Checks.that(phase == Phase.COLLECTING && complete(), "a chain is published once, all granted");
    phase = Phase.PUBLISHED;
    long[] beside = new long[body.rows()];
    rows.forEach(
        (account, own) -> {
          for (int row : own) {
            beside[row] = incarnations.get(account);
          }
        });
    List<Body.Value> values = new ArrayList<>();
    for (int row = 0; row < beside.length; row++) {
      if (beside[row] != 0) {
        byte[] value = new byte[SideKind.GRANT_BYTES];
        LittleEndian.putLong(value, 0, beside[row]);
        values.add(new Body.Value(row, SideKind.GRANT, value));
      }
    }
    return new Body(
        body.kind(),
        body.rows(),
        body.records(),
        body.names(),
        body.balances(),
        values,
        body.submitter());
  }

  /** From now on it is never published. */
  void abandon() {
    Checks.that(phase == Phase.COLLECTING, "only what is not published can be abandoned");
    phase = Phase.ABANDONED;
  }

  /** What an outcome means for one debtor's grants. */
  Conclusion conclusion(Id account, Outcome outcome) {
    if (isSettled(outcome)) {
      return Conclusion.SETTLED;
    }
    int stale = TransferResult.AUTHORISATION_STALE.number();
    boolean own = Arrays.stream(rows.get(account)).anyMatch(row -> outcome.results()[row] == stale);
    return own ? Conclusion.STALE : Conclusion.NOTHING;
  }

  /** When each of an account's rows was settled. */
  long[] timestamps(Id account, Outcome outcome) {
    return Arrays.stream(rows.get(account)).mapToLong(row -> outcome.timestamps()[row]).toArray();
  }

  /** Whether the whole chain took effect; else nothing of it did. */
  static boolean isSettled(Outcome outcome) {
    int created = TransferResult.CREATED.number();
    long rows = Arrays.stream(outcome.results()).filter(result -> result == created).count();
    Checks.that(rows == 0 || rows == outcome.results().length, "a chain settles as a whole");
    return rows != 0;
  }

  /** Whether some row has a result. */
  static boolean holds(Outcome outcome, TransferResult result) {
    return Arrays.stream(outcome.results()).anyMatch(each -> each == result.number());
  }
}
