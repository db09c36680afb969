package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.guard.GuardView;
import io.tallystick.ledger.state.GuardTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims of guarded accounts, and which grants count. */
class GuardRulesTest {
  private static final String ACCOUNTS =
      """
      ledger   1 EUR                  => created
      account  alice                  => created
      account  bob                    => created
      account  vault  flags=guarded   => created
      account  chest  flags=guarded   => created
      batch
      """;

  @Test
  void aClaimIsJudgedInThisOrder() {
    Script.run(
        ACCOUNTS
            + """
            claim nobody 0  version=0 byte=72 byte=120      => timestamp_must_be_zero
            claim nobody 0  version=0 byte=72               => reserved_field
            claim nobody 0  version=0 byte=119              => reserved_field
            claim nobody 0  version=0                       => claim_id_must_not_be_zero
            claim nobody c1 version=0                       => version_must_not_be_zero
            claim nobody c1 version=-1                      => version_must_not_be_zero
            claim nobody c1                                 => account_not_found
            claim alice  c1                                 => account_not_guarded
            claim vault  c1 version=2 digest=7              => created
            claim vault  c1 version=2 digest=7              => exists
            claim vault  c1 version=1 digest=7              => policy_superseded
            claim vault  c1 version=2 digest=8              => policy_digest_differs
            claim vault  c2 version=1 digest=6              => policy_superseded
            claim vault  c2 version=2 digest=7              => created
            claim vault  c3 version=9 digest=9              => created
            claim vault  c2 version=2 digest=7              => policy_superseded
            claim chest  c3                                 => created
            """);
  }

  @Test
  void onlyAGrantOfThePresentClaimCounts() {
    Script.run(
        ACCOUNTS
            + """
            transfer t1 vault bob 5                         => authorisation_required
            transfer t1 vault bob 5 grant=1                 => authorisation_stale
            claim    vault c1                               => created
            transfer t1 vault bob 5                         => authorisation_required
            transfer t1 vault bob 5 grant=1                 => authorisation_stale
            transfer t1 vault bob 5 grant=present           => created
            claim    vault c2                               => created
            transfer t2 vault bob 5 grant=before            => authorisation_stale
            transfer t2 vault bob 5 grant=present           => created
            transfer t2 vault bob 5                         => exists
            transfer t2 vault bob 5 grant=before            => exists
            batch
            transfer t3 vault bob 5 grant=before            => authorisation_stale
            transfer t3 chest bob 5 grant=present           => authorisation_stale
            balances vault 0 10 0 0
            """);
  }

  @Test
  void aHoldNeedsAGrantAndItsPostAndVoidNone() {
    Script.run(
        ACCOUNTS
            + """
            claim    vault c1                               => created
            transfer h1 vault bob 5 flags=pending           => authorisation_required
            transfer h1 vault bob 5 flags=pending grant=present => created
            transfer h2 vault bob 5 flags=pending grant=present => created
            claim    vault c2                               => created
            post     p1 of=h1                               => created
            void     v1 of=h2                               => created
            transfer c1 alice vault 9                       => created
            """);
  }

  @Test
  void aRefusedGrantBurnsNoId() {
    Script.run(
        ACCOUNTS
            + """
            claim    vault c1                               => created
            transfer t1 vault bob 5 grant=3                 => authorisation_stale
            transfer t1 vault bob 5 grant=present           => created
            transfer t2 vault nobody 5 grant=present        => credit_account_not_found
            transfer t2 vault bob 5 grant=present           => id_already_failed:credit_account_not_found
            """);
  }

  @Test
  void aBrokenChainTakesItsUseBack() {
    Script script =
        Script.run(
            ACCOUNTS
                + """
                claim    vault c1                                     => created
                transfer t0 vault bob 3 grant=present                 => created
                transfer t1 vault bob 5 flags=linked grant=present    => linked_event_failed
                transfer t2 chest bob 5                               => authorisation_required
                transfer t3 vault bob 4 flags=linked grant=present    => created
                transfer t4 alice bob 5                               => created
                """);
    assertThat(guard(script, "vault").days())
        .singleElement()
        .matches(day -> day.amount() == 7 && day.count() == 2);
  }

  @Test
  void useIsKeptByDayAndForgottenAfterThirtyTwoDays() {
    Script script = Script.run(ACCOUNTS + "claim vault c1 => created");
    long first = 1_800_000_000L / 86_400;
    for (int day = 0; day < 40; day++) {
      script.more("transfer " + (day + 1) + " vault bob " + day + " grant=present => created");
      script.more("tick 86400");
    }
    List<GuardView.Day> days = guard(script, "vault").days();
    assertThat(days).hasSize(GuardTable.DAYS);
    assertThat(days.get(0)).isEqualTo(new GuardView.Day(first + 8, 8, 1));
    assertThat(days.get(31)).isEqualTo(new GuardView.Day(first + 39, 39, 1));
    script.more("tick 8640000");
    script.more("transfer 99 vault bob 1 grant=present => created");
    assertThat(guard(script, "vault").days()).hasSize(1);
    script.harness.assertReplayIsSame();
  }

  @Test
  void sumsOfADayStayAtTheirLimit() {
    Script script =
        Script.run(
            ACCOUNTS
                + """
                claim    vault c1                                     => created
                transfer t1 vault bob max grant=present flags=pending => created
                void     v1 of=t1                                     => created
                transfer t2 vault bob max grant=present flags=pending => created
                """);
    assertThat(guard(script, "vault").days())
        .singleElement()
        .matches(day -> day.amount() == Long.MAX_VALUE && day.count() == 2);
  }

  @Test
  void aReplayRefusesARecordWhoseGrantIsNotThePresentClaims() {
    Script script =
        Script.run(
            ACCOUNTS
                + """
                claim    vault c1                                     => created
                batch
                transfer t1 vault bob 1 grant=present                 => created
                """);
    MemoryLog.Sealed sealed = script.harness.log.batches.get(2);
    byte[] changed = sealed.records().clone();
    changed[StoredRecord.INCARNATION]++;
    Ledger again = new Ledger(LedgerLimits.defaults(), new Harness.NoLookup());
    ApplyOutput out = new ApplyOutput();
    for (MemoryLog.Sealed s : script.harness.log.batches.subList(0, 2)) {
      again.replay(s.timestamp(), s.firstNumber(), s.records(), 0, s.count(), s.nameSource(), out);
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                again.replay(
                    sealed.timestamp(), sealed.firstNumber(), changed, 0, 1, Names.EMPTY, out))
        .hasMessageContaining("authorisation_stale");
  }

  private static GuardView guard(Script script, String account) {
    Id id = Id.parse(account, "");
    return script.harness.ledger.reads().guard(id.high(), id.low());
  }
}
