package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers and names that are part of records and answers for ever. */
class ResultsTest {
  @Test
  void transferResultsHaveTigerBeetlesNumbers() {
    assertThat(TransferResult.EXISTS.number()).isEqualTo(46);
    assertThat(TransferResult.EXCEEDS_CREDITS.number()).isEqualTo(54);
    assertThat(TransferResult.ID_ALREADY_FAILED.number()).isEqualTo(68);
    assertThat(TransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED.number()).isEqualTo(66);
    assertThat(AccountResult.EXISTS.number()).isEqualTo(21);
    assertThat(TransferResult.LEDGER_NOT_FOUND.number()).isEqualTo(1000);
    assertThat(TransferResult.of(21).wireName()).isEqualTo("debit_account_not_found");
    for (TransferResult result : TransferResult.values()) {
      assertThat(TransferResult.of(result.number())).isSameAs(result);
    }
    assertThatThrownBy(() -> TransferResult.of(18)).isInstanceOf(TallystickException.class);
  }

  @Test
  void exactlyTheTransientResultsBurnAnId() {
    List<String> burning =
        Arrays.stream(TransferResult.values())
            .filter(TransferResult::transientResult)
            .map(TransferResult::wireName)
            .sorted()
            .toList();
    assertThat(burning)
        .containsExactly(
            "credit_account_already_closed",
            "credit_account_not_found",
            "debit_account_already_closed",
            "debit_account_not_found",
            "exceeds_credits",
            "exceeds_debits",
            "ledger_not_found",
            "pending_transfer_not_found");
    assertThat(AccountResult.values()).noneMatch(AccountResult::transientResult);
  }

  @Test
  void chainResultsAreTheSameForAccountsAndTransfers() {
    assertThat(AccountResult.LINKED_EVENT_FAILED.number()).isEqualTo(Rows.LINKED_EVENT_FAILED);
    assertThat(AccountResult.LINKED_EVENT_CHAIN_OPEN.number())
        .isEqualTo(Rows.LINKED_EVENT_CHAIN_OPEN);
  }

  @Test
  void flagsHaveNames() {
    assertThat(TransferFlags.names(1 | 2 | 128))
        .containsExactly("linked", "pending", "closing_credit");
    assertThat(TransferFlags.names(256)).containsExactly("reserved_8");
    assertThat(AccountFlags.names(64 | 8)).containsExactly("history", "guarded");
    assertThat(AccountFlags.names(16)).containsExactly("reserved_4");
    assertThat(AccountFlags.of("closed")).isEqualTo(32);
    assertThatThrownBy(() -> TransferFlags.of("imported"))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("flag_unknown"));
  }
}
