package io.tallystick.account.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.account.AccountAnswer.Granted;
import io.tallystick.account.AccountCommand.Conclusion;
import io.tallystick.account.TestLedger;
import io.tallystick.account.TestLedger.Leg;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.SideKind;
import io.tallystick.batch.merkle.Sha256;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A chain is published once, with all its grants, or given up for ever. */
class GrantRoundTest {
  private static final Id VAULT = TestLedger.VAULT;
  private static final Id SHOP = TestLedger.SHOP;
  private static final Id RESERVE = TestLedger.RESERVE;

  /** The vault pays twice, the shop, which is not guarded, and the reserve once each. */
  private final Body chain =
      TestLedger.chain(
          new Leg(1, VAULT, SHOP, 10),
          new Leg(2, SHOP, VAULT, 1),
          new Leg(3, RESERVE, TestLedger.DESK, 20),
          new Leg(4, VAULT, SHOP, 30));

  private final GrantRound round = new GrantRound(chain, Set.of(VAULT, RESERVE));

  private Granted grant(Id account, long incarnation) {
    byte[] shown = round.shown(account);
    return new Granted(incarnation, Sha256.of(shown, 0, shown.length).toBytes());
  }

  private static Outcome outcome(TransferResult... results) {
    int[] numbers = new int[results.length];
    long[] timestamps = new long[results.length];
    for (int i = 0; i < results.length; i++) {
      numbers[i] = results[i].number();
      timestamps[i] = 100L + i;
    }
    return new Outcome(1, numbers, timestamps, null, null, null);
  }

  @Test
  void everyGuardedDebtorIsShownItsOwnRowsAlone() {
    assertThat(round.debtors()).containsExactlyInAnyOrder(VAULT, RESERVE);
    byte[] shown = round.shown(VAULT);
    assertThat(shown).hasSize(2 * Body.RECORD_BYTES);
    assertThat(io.tallystick.ledger.TransferRequest.idLow(shown, Body.RECORD_BYTES)).isEqualTo(4);
    assertThat(round.row(VAULT, 1)).isEqualTo(3);
    assertThat(round.row(RESERVE, 0)).isEqualTo(2);
  }

  @Test
  void whatIsPublishedCarriesEachGrantBesideTheRowsThatItIsOf() {
    round.take(VAULT, grant(VAULT, 70));
    assertThat(round.complete()).isFalse();
    assertThatThrownBy(round::publish).isInstanceOf(TallystickException.class);
    round.take(RESERVE, grant(RESERVE, 100));
    Body published = round.publish();
    assertThat(published.records()).isSameAs(chain.records());
    assertThat(published.values())
        .extracting(Body.Value::row, Body.Value::kind, v -> LittleEndian.getLong(v.bytes(), 0))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, SideKind.GRANT, 70L),
            org.assertj.core.groups.Tuple.tuple(2, SideKind.GRANT, 100L),
            org.assertj.core.groups.Tuple.tuple(3, SideKind.GRANT, 70L));
  }

  @Test
  void publishedAndGivenUpRuleEachOtherOut() {
    round.take(VAULT, grant(VAULT, 70));
    round.take(RESERVE, grant(RESERVE, 100));
    round.publish();
    assertThatThrownBy(round::abandon).isInstanceOf(TallystickException.class);
    assertThatThrownBy(round::publish).isInstanceOf(TallystickException.class);

    GrantRound other = new GrantRound(chain, Set.of(VAULT));
    other.take(VAULT, grant(VAULT, 70));
    other.abandon();
    assertThatThrownBy(other::publish).isInstanceOf(TallystickException.class);
    assertThatThrownBy(() -> other.take(VAULT, grant(VAULT, 70)))
        .isInstanceOf(TallystickException.class);
  }

  @Test
  void aGrantOfOtherRowsIsNotTaken() {
    assertThatThrownBy(() -> round.take(VAULT, grant(RESERVE, 70)))
        .isInstanceOf(TallystickException.class);
    assertThatThrownBy(() -> round.take(VAULT, grant(VAULT, 0)))
        .isInstanceOf(TallystickException.class);
  }

  @Test
  void aChainThatBringsAGrantIsADefect() {
    Body forged =
        new Body(
            chain.kind(),
            chain.rows(),
            chain.records(),
            List.of(),
            false,
            List.of(new Body.Value(0, SideKind.GRANT, new byte[8])),
            chain.submitter());
    assertThatThrownBy(() -> new GrantRound(forged, Set.of(VAULT)))
        .isInstanceOf(TallystickException.class);
  }

  @Test
  void whatItBecameIsToldToEachDebtor() {
    TransferResult made = TransferResult.CREATED;
    TransferResult failed = TransferResult.LINKED_EVENT_FAILED;
    TransferResult stale = TransferResult.AUTHORISATION_STALE;
    Outcome all = outcome(made, made, made, made);
    assertThat(round.conclusion(VAULT, all)).isEqualTo(Conclusion.SETTLED);
    assertThat(round.timestamps(VAULT, all)).containsExactly(100, 103);
    assertThat(round.timestamps(RESERVE, all)).containsExactly(102);
    Outcome none = outcome(failed, TransferResult.EXCEEDS_CREDITS, failed, failed);
    assertThat(round.conclusion(VAULT, none)).isEqualTo(Conclusion.NOTHING);
    Outcome staleReserve = outcome(failed, failed, stale, failed);
    assertThat(round.conclusion(VAULT, staleReserve)).isEqualTo(Conclusion.NOTHING);
    assertThat(round.conclusion(RESERVE, staleReserve)).isEqualTo(Conclusion.STALE);
    assertThatThrownBy(() -> round.conclusion(VAULT, outcome(made, failed, made, made)))
        .isInstanceOf(TallystickException.class);
  }
}
