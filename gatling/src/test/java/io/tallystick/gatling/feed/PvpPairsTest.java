package io.tallystick.gatling.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.Currency;
import io.tallystick.gatling.transfer.IdSequence;
import io.tallystick.gatling.transfer.Transfer;
import io.tallystick.gatling.transfer.TransferFlag;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The two legs of a trade go between the same two banks, in opposite directions, and are one chain.
 */
final class PvpPairsTest {
  private final Accounts euros = new Accounts(Accounts.Kind.BANK, Currency.EUR, 2);
  private final Accounts dollars = new Accounts(Accounts.Kind.BANK, Currency.USD, 2);

  @Test
  @SuppressWarnings("unchecked")
  void legsAreLinkedAndOpposite() {
    Feed feed = PvpPairs.of(new IdSequence(), euros, dollars, 50);
    List<Transfer> rows = (List<Transfer>) feed.next().get(TransferRows.KEY);
    assertThat(rows).hasSize(100).extracting(Transfer::id).doesNotHaveDuplicates();
    for (int i = 0; i < rows.size(); i += 2) {
      Transfer euroLeg = rows.get(i);
      Transfer dollarLeg = rows.get(i + 1);
      assertThat(euroLeg.has(TransferFlag.LINKED)).isTrue();
      assertThat(dollarLeg.has(TransferFlag.LINKED)).isFalse();
      assertThat(euroLeg.debitAccount()).isNotEqualTo(euroLeg.creditAccount());
      assertThat(euroLeg.debitAccount() - euros.number(0))
          .isEqualTo(dollarLeg.creditAccount() - dollars.number(0));
      assertThat(euroLeg.creditAccount() - euros.number(0))
          .isEqualTo(dollarLeg.debitAccount() - dollars.number(0));
      assertThat(dollarLeg.amount()).isGreaterThan(euroLeg.amount());
    }
  }
}
