package io.tallystick.gatling.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** No two accounts have one number, and no transfer has one account on both sides. */
final class AccountsTest {
  private static final int COUNT = 1_000_000;

  @Test
  void kindsAndCurrenciesHaveNumbersOfTheirOwn() {
    Set<Long> ends = new HashSet<>();
    for (Accounts.Kind kind : Accounts.Kind.values()) {
      for (Currency currency : Currency.values()) {
        Accounts accounts = new Accounts(kind, currency, COUNT);
        assertThat(ends.add(accounts.number(0))).isTrue();
        assertThat(ends.add(accounts.number(COUNT - 1))).isTrue();
      }
    }
  }

  @Test
  void theOtherOfTwoAccountsIsNeverTheSame() {
    Accounts two = new Accounts(Accounts.Kind.BANK, Currency.USD, 2);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      assertThat(two.drawOther(random, two.number(0))).isEqualTo(two.number(1));
      assertThat(two.drawOther(random, two.number(1))).isEqualTo(two.number(0));
    }
  }
}
