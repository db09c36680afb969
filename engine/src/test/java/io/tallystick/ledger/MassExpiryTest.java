package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A million pending transfers that expire at one instant are released in bounded steps. */
class MassExpiryTest {
  private static final int ACCOUNTS = 1_000;
  private static final int BATCHES = 123;
  private static final int TIMEOUT_SECONDS = 3_600;

  /** Generous: a batch takes some 10 ms on the machine this was written on. */
  private static final long BATCH_MS_MAX = 400;

  @Test
  void aMillionExpiriesAtOneInstantDoNotStallABatch() {
    Bulk bulk = new Bulk(LedgerLimits.defaults());
    bulk.accounts(ACCOUNTS, 0);
    for (int i = 0; i < BATCHES; i++) {
      bulk.fill(ACCOUNTS, TransferFlags.PENDING, TIMEOUT_SECONDS);
      bulk.apply();
    }
    int open = BATCHES * Bulk.ROWS;
    assertThat(bulk.ledger.reads().openPendings()).isEqualTo(open).isGreaterThan(1_000_000);
    assertThat(bulk.ledger.reads().nextExpiry()).isPositive();

    bulk.clock += (TIMEOUT_SECONDS + 1) * 1_000_000_000L;
    long slowest = 0;
    long previousRelated = -1;
    for (int i = 1; i <= BATCHES; i++) {
      long start = cpuNanos();
      bulk.applyNothing();
      slowest = Math.max(slowest, cpuNanos() - start);
      assertThat(bulk.out.expiredCount()).isEqualTo(Bulk.ROWS);
      for (int r = 0; r < Bulk.ROWS; r++) {
        long related = StoredRecord.related(bulk.out.records(), r * StoredRecord.BYTES);
        assertThat(related > previousRelated).isTrue();
        previousRelated = related;
      }
    }
    assertThat(bulk.ledger.reads().openPendings()).isZero();
    assertThat(bulk.ledger.reads().nextExpiry()).isZero();
    assertThat(bulk.ledger.reads().ledger(1).debitsPending()).isZero();
    assertThat(slowest / 1_000_000).isLessThan(BATCH_MS_MAX);
  }

  /** CPU time, since other work on a machine for tests says nothing about the engine. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Test
  void expiriesInAnyOrderAreReleasedSoonestFirst() {
    Bulk bulk = new Bulk(LedgerLimits.defaults());
    bulk.accounts(ACCOUNTS, 0);
    for (int i = 0; i < 6; i++) {
      bulk.fill(ACCOUNTS, TransferFlags.PENDING, 0);
      for (int row = 0; row < Bulk.ROWS; row++) {
        TransferRequest.timeout(bulk.rows, row * 128, bulk.random.nextInt(1_000));
      }
      bulk.apply();
      if (i == 3) {
        bulk.turnIntoPosts();
        bulk.apply();
      }
    }
    bulk.clock += 2_000 * 1_000_000_000L;
    long before = 0;
    while (bulk.ledger.reads().nextExpiry() != 0) {
      long next = bulk.ledger.reads().nextExpiry();
      assertThat(next).isGreaterThanOrEqualTo(before);
      before = next;
      bulk.applyNothing();
      assertThat(bulk.out.expiredCount()).isPositive();
    }
  }
}
