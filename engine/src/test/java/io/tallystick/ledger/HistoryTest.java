package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.state.HistoryHeads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Balances of the past are found in O(log n) reads. */
class HistoryTest {
  private static final int ENTRIES = 5_000;

  @Test
  void theBalancesAtAnyTimeAreFoundInLogarithmicallyManyReads() {
    Harness harness = new Harness(LedgerLimits.defaults());
    MemoryLog log = historyOfTwoAccounts(harness);
    LedgerReads reads = harness.ledger.reads();
    long newest = reads.account(0).lastBalanceEntry();
    List<Long> entries = chain(log, newest);
    assertThat(entries).hasSize(ENTRIES);
    byte[] into = new byte[BalanceEntry.BYTES];
    byte[] direct = new byte[BalanceEntry.BYTES];
    int[] count = {0};
    BalanceEntryReader counting =
        (entry, target, offset) -> {
          count[0]++;
          log.readBalanceEntry(entry, target, offset);
        };
    Random random = new Random(3);
    int most = 0;
    for (int i = 0; i < 2_000; i++) {
      int ordinal = random.nextInt(ENTRIES);
      log.readBalanceEntry(entries.get(ordinal), direct, 0);
      long at = BalanceEntry.timestamp(direct, 0);
      if (ordinal + 1 < ENTRIES && random.nextBoolean()) {
        log.readBalanceEntry(entries.get(ordinal + 1), direct, 0);
        at = BalanceEntry.timestamp(direct, 0) - 1;
        log.readBalanceEntry(entries.get(ordinal), direct, 0);
      }
      count[0] = 0;
      long found = BalanceEntrySearch.atOrBefore(counting, newest, at, into);
      most = Math.max(most, count[0]);
      assertThat(found).isEqualTo(entries.get(ordinal));
      assertThat(into).isEqualTo(direct);
    }
    assertThat(most).isLessThanOrEqualTo(60);
    log.readBalanceEntry(entries.get(0), direct, 0);
    assertThat(
            BalanceEntrySearch.atOrBefore(
                counting, newest, BalanceEntry.timestamp(direct, 0) - 1, into))
        .isEqualTo(BalanceEntry.NONE);
    assertThat(BalanceEntrySearch.atOrBefore(counting, BalanceEntry.NONE, 1, into))
        .isEqualTo(BalanceEntry.NONE);
    harness.assertReplayIsSame();
  }

  @Test
  void everySkipPassesOverTheNewestTree() {
    Harness harness = new Harness(LedgerLimits.defaults());
    MemoryLog log = historyOfTwoAccounts(harness);
    List<Long> entries = chain(log, harness.ledger.reads().account(0).lastBalanceEntry());
    byte[] b = new byte[BalanceEntry.BYTES];
    for (int n = 1; n <= ENTRIES; n++) {
      log.readBalanceEntry(entries.get(n - 1), b, 0);
      long to = n - HistoryHeads.newestTree(n);
      assertThat(BalanceEntry.skip(b, 0))
          .as("skip of entry %d", n)
          .isEqualTo(to == 0 ? BalanceEntry.NONE : entries.get((int) to - 1));
    }
  }

  @Test
  void linksThatLeadForwardAreDamage() {
    byte[] into = new byte[BalanceEntry.BYTES];
    BalanceEntryReader circular =
        (entry, target, offset) -> BalanceEntry.links(target, offset, 1, 100, entry, entry);
    assertThatThrownBy(() -> BalanceEntrySearch.atOrBefore(circular, 5, 1, into))
        .isInstanceOf(TallystickException.class);
  }

  private static MemoryLog historyOfTwoAccounts(Harness harness) {
    Script script = new Script(harness);
    script.more(
        """
        ledger  1 EUR               => created
        account 1 flags=history     => created
        account 2 flags=history     => created
        account 3                   => created
        """);
    Random random = new Random(1);
    int id = 0;
    while (id < ENTRIES) {
      int rows = Math.min(ENTRIES - id, random.nextInt(200) + 1);
      byte[] b = new byte[rows * 128];
      for (int i = 0; i < rows; i++) {
        TransferRequest.id(b, i * 128, 0, ++id);
        TransferRequest.debitAccountId(b, i * 128, 0, 1);
        TransferRequest.creditAccountId(b, i * 128, 0, 2 + random.nextInt(2));
        TransferRequest.amount(b, i * 128, random.nextInt(100));
        TransferRequest.ledger(b, i * 128, 1);
        TransferRequest.code(b, i * 128, 1);
      }
      harness.batch(List.of(new Harness.Body(Harness.Kind.TRANSFERS, b, Map.of())));
    }
    return harness.log;
  }

  /** Numbers of an account's entries, oldest first. */
  private static List<Long> chain(MemoryLog log, long newest) {
    List<Long> entries = new ArrayList<>();
    byte[] b = new byte[BalanceEntry.BYTES];
    for (long entry = newest; entry != BalanceEntry.NONE; entry = BalanceEntry.previous(b, 0)) {
      entries.add(0, entry);
      log.readBalanceEntry(entry, b, 0);
    }
    return entries;
  }
}
