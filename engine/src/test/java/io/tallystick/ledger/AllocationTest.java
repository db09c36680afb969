package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Nothing is allocated for a transfer that is created, once the memory it needs is there. */
class AllocationTest {
  private static final int ACCOUNTS = 1_000;
  private static final int WARM_BATCHES = 30;
  private static final int BATCHES = 20;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void singlePhaseTransfersAllocateNothing() {
    Bulk bulk = bulk();
    assertThat(allocated(bulk, 0, false)).isZero();
  }

  @Test
  void linkedTransfersAllocateNothing() {
    Bulk bulk = bulk();
    assertThat(allocatedLinked(bulk)).isZero();
  }

  @Test
  void pendingTransfersAndTheirPostsAllocateNothing() {
    Bulk bulk = bulk();
    assertThat(allocated(bulk, TransferFlags.PENDING, true)).isZero();
  }

  private static Bulk bulk() {
    Bulk bulk = new Bulk(new LedgerLimits(10_000, 100_000, 4));
    bulk.accounts(ACCOUNTS, 0);
    return bulk;
  }

  private long allocated(Bulk bulk, int flags, boolean post) {
    long sum = 0;
    for (int i = 0; i < WARM_BATCHES + BATCHES; i++) {
      bulk.fill(ACCOUNTS, flags, post ? 1_000 : 0);
      sum = i == WARM_BATCHES ? 0 : sum;
      sum += apply(bulk);
      if (post) {
        bulk.turnIntoPosts();
        sum += apply(bulk);
      }
    }
    return sum;
  }

  private long allocatedLinked(Bulk bulk) {
    long sum = 0;
    for (int i = 0; i < WARM_BATCHES + BATCHES; i++) {
      bulk.fill(ACCOUNTS, 0, 0);
      for (int row = 0; row < Bulk.ROWS; row++) {
        boolean last = row % 4 == 3 || row == Bulk.ROWS - 1;
        TransferRequest.flags(bulk.rows, row * 128, last ? 0 : TransferFlags.LINKED);
      }
      sum = i == WARM_BATCHES ? 0 : sum;
      sum += apply(bulk);
    }
    return sum;
  }

  private long apply(Bulk bulk) {
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    bulk.apply();
    long after = threads.getThreadAllocatedBytes(thread);
    assertThat(bulk.created()).isEqualTo(Bulk.ROWS);
    return after - before;
  }
}
