package io.tallystick.account.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.account.Accounts;
import io.tallystick.account.TestLedger;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bodies are one chain, and whom they debit. */
class ChainTest {
  /** Rows as letters: l is linked, a post or void is p (P linked). */
  private static Body body(String rows) {
    byte[] records = new byte[rows.length() * Body.RECORD_BYTES];
    for (int row = 0; row < rows.length(); row++) {
      char letter = rows.charAt(row);
      int at = row * Body.RECORD_BYTES;
      TransferRequest.debitAccountId(records, at, 0, row % 2 + 1);
      int flags = letter == 'l' || letter == 'P' ? TransferFlags.LINKED : 0;
      boolean post = letter == 'p' || letter == 'P';
      TransferRequest.flags(
          records, at, post ? flags | TransferFlags.POST_PENDING_TRANSFER : flags);
    }
    return new Body(BodyKind.TRANSFERS, rows.length(), records, List.of(), false);
  }

  @ParameterizedTest
  @CsvSource({
    "l-,    true",
    "ll-,   true",
    "lP-,   true",
    "-,     false",
    "--,    false",
    "ll,    false",
    "l--,   false",
    "-l-,   false",
    "l-l-,  false",
  })
  void aChainIsLinkedFromItsFirstRowToTheLastButOne(String rows, boolean chain) {
    assertThat(Chain.isOne(body(rows))).isEqualTo(chain);
    assertThat(Accounts.concern(body(rows))).isEqualTo(chain || rows.length() == 1);
  }

  @Test
  void longerChainsAreBulk() {
    String most = "l".repeat(Chain.ROWS_MAX - 1) + "-";
    assertThat(Chain.isOne(body(most))).isTrue();
    assertThat(Chain.isOne(body("l" + most))).isFalse();
  }

  @Test
  void otherBodiesThanTransfersAreNoChains() {
    Body accounts =
        new Body(BodyKind.ACCOUNTS, 2, TestLedger.exchange(1, 2, 3).records(), List.of(), false);
    assertThat(Chain.isOne(accounts)).isFalse();
    assertThat(Accounts.concern(accounts)).isFalse();
  }

  @Test
  void debtorsAreThoseWhoseRowsNeitherPostNorVoid() {
    assertThat(Chain.debits(body("llPl-")))
        .containsOnly(
            java.util.Map.entry(new Id(0, 1), List.of(0, 4)),
            java.util.Map.entry(new Id(0, 2), List.of(1, 3)));
    assertThat(Chain.debtors(body("Pp"))).isEmpty();
  }
}
