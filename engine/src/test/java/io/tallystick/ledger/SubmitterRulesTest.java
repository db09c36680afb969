package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a key can do for its participant; each test ends with a replay. */
class SubmitterRulesTest {
  private static final String ALL = MemberBench.ALL;
  private static final String NOBODY = null;

  private final MemberBench bench = MemberBench.withTwoParticipants();

  @AfterEach
  void everythingReplaysToTheSameMemory() {
    bench.assertReplayIsSame();
  }

  private static void created(String result) {
    assertThat(result).isEqualTo("created");
  }

  private void twoBanksWithAccounts() {
    created(bench.participant("root", "bank-b", ALL, 0, 1));
    created(bench.add("root", "bank-b", "b", "submit"));
    created(bench.add("root", "bank-a", "a", "submit"));
    created(bench.ledgerOf("root"));
    created(bench.account("a", 1, 0));
    created(bench.account("b", 2, 0));
    created(bench.account("root", 9, 0));
  }

  @Test
  void aParticipantDebitsItsOwnAccountsOnly() {
    twoBanksWithAccounts();
    created(bench.transfer("a", 101, 1, 2, 0, 0));
    assertThat(StoredRecord.submitter(bench.out.records(), 0)).isEqualTo(2);
    assertThat(bench.transfer("a", 102, 2, 1, 0, 0)).isEqualTo("account_not_owned");
    assertThat(bench.transfer("a", 103, 9, 1, 0, 0)).isEqualTo("account_not_owned");
    assertThat(bench.transfer("a", 104, 7, 1, 0, 0)).isEqualTo("debit_account_not_found");
    created(bench.transfer("b", 102, 2, 1, 0, 0));
    created(bench.transfer("root", 105, 2, 1, 0, 0));
    assertThat(bench.transfer("a-admin", 107, 1, 2, 0, 0)).isEqualTo("submitter_not_authorised");
    assertThat(bench.account("a-admin", 3, 0)).isEqualTo("created");
    assertThat(bench.ledgerOf("a")).isEqualTo("submitter_not_authorised");
  }

  @Test
  void nobodysKeyDoesNothingOnceAnOperatorHasOne() {
    twoBanksWithAccounts();
    assertThat(bench.transfer(NOBODY, 106, 9, 1, 0, 0)).isEqualTo("submitter_not_authorised");
    assertThat(bench.account(NOBODY, 7, 0)).isEqualTo("submitter_not_authorised");
    assertThat(bench.ledgerOf(NOBODY)).isEqualTo("submitter_not_authorised");
    assertThat(bench.participant(NOBODY, "bank-z", MemberBench.ALL, 0, 1))
        .isEqualTo("submitter_not_authorised");
    assertThat(bench.add(NOBODY, "bank-a", "z", "submit")).isEqualTo("submitter_not_authorised");
  }

  @Test
  void anOperatorsKeyWithoutThatRoleDebitsTheOperatorsAccountsOnly() {
    twoBanksWithAccounts();
    created(bench.add("root", "house", "till", "submit"));
    created(bench.transfer("till", 101, 9, 1, 0, 0));
    assertThat(bench.transfer("till", 102, 1, 9, 0, 0)).isEqualTo("account_not_owned");
  }

  @Test
  void whoeverMayDebitItsAccountResolvesAPendingTransferAndNobodyElse() {
    twoBanksWithAccounts();
    created(bench.participant("root", "bank-c", ALL, 0, 1));
    created(bench.add("root", "bank-c", "c", "submit"));
    int pending = TransferFlags.PENDING;
    int voids = TransferFlags.VOID_PENDING_TRANSFER;
    int posts = TransferFlags.POST_PENDING_TRANSFER;
    for (int id = 201; id <= 203; id++) {
      created(bench.transfer("a", id, 1, 2, pending, 0));
    }
    for (int how : new int[] {voids, posts}) {
      assertThat(bench.transfer("c", 300 + how, 0, 0, how, 201))
          .isEqualTo("pending_transfer_not_found");
      assertThat(bench.transfer("b", 310, 0, 0, how, 201)).isEqualTo("account_not_owned");
    }
    created(bench.transfer("a", 320, 0, 0, voids, 201));
    created(bench.transfer("a", 321, 0, 0, posts, 202));
    created(bench.transfer("root", 322, 0, 0, posts, 203));
    assertThat(bench.transfer("c", 323, 0, 0, voids, 201)).isEqualTo("pending_transfer_not_found");
    assertThat(bench.transfer("b", 324, 0, 0, voids, 201)).isEqualTo("account_not_owned");
    assertThat(bench.transfer("a", 325, 0, 0, voids, 201))
        .isEqualTo("pending_transfer_already_voided");
  }

  @Test
  void nobodyLearnsAnothersBalance() {
    twoBanksWithAccounts();
    created(bench.transfer("b", 100, 2, 1, 0, 0));
    int balances = TransferFlags.BALANCING_CREDIT;
    assertThat(bench.transfer("a", 101, 1, 2, balances, 0)).isEqualTo("account_not_owned");
    created(bench.transfer("a", 102, 1, 2, TransferFlags.BALANCING_DEBIT, 0));
    created(bench.transfer("root", 103, 9, 2, balances, 0));
    long no = ApplyOutput.NO_BALANCE;
    assertThat(bench.balancesAfter("a", 104, 1, 2)).containsExactly(0, 20, 0, 10, no, no, no, no);
    assertThat(bench.balancesAfter("root", 105, 1, 2)).doesNotContain(no);
  }

  @Test
  void nobodyClosesAnothersAccount() {
    twoBanksWithAccounts();
    int closesCredit = TransferFlags.PENDING | TransferFlags.CLOSING_CREDIT;
    int closesDebit = TransferFlags.PENDING | TransferFlags.CLOSING_DEBIT;
    assertThat(bench.transfer("a", 1, 1, 2, closesCredit, 0)).isEqualTo("account_not_owned");
    created(bench.transfer("a", 1, 1, 2, closesDebit, 0));
  }

  @Test
  void aKeyThatIsUnknownCanDoNothing() {
    byte[] row = new byte[128];
    LedgerRequest.write(row, 0, 1, "EUR", 2);
    for (int key : new int[] {99, -1, Integer.MIN_VALUE}) {
      int result = bench.batch(1, () -> bench.ledger.applyLedgers(row, 0, 1, key));
      assertThat(LedgerResult.of(result)).isEqualTo(LedgerResult.SUBMITTER_NOT_AUTHORISED);
    }
  }
}
