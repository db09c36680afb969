package io.tallystick.ledger;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/**
 * Measures the CPU time of apply alone, one thread, no index: {@code java -cp …
 * io.tallystick.ledger.LedgerSpeed}. With an argument (number of accounts, such as 10000000) it
 * measures memory instead.
 */
final class LedgerSpeed {
  private static final int BATCHES = 200;

  private LedgerSpeed() {}

  public static void main(String[] args) {
    PrintStream to =
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
    if (args.length > 1) {
      int accounts = Integer.parseInt(args[1]);
      Bulk bulk = new Bulk(LedgerLimits.defaults());
      bulk.accounts(accounts, 0);
      for (int i = 0; i < 5; i++) {
        to.printf("%,d accounts: single %s ns%n", accounts, run(bulk, accounts, 0));
      }
      return;
    }
    if (args.length > 0) {
      memory(to, Integer.parseInt(args[0]));
      return;
    }
    for (int accounts : new int[] {2, 10_000, 1_000_000}) {
      Bulk bulk = new Bulk(LedgerLimits.defaults());
      bulk.accounts(accounts, 0);
      to.printf("%,d accounts: single %s ns", accounts, run(bulk, accounts, 0));
      to.printf(", pending %s ns", run(bulk, accounts, TransferFlags.PENDING));
      bulk.accounts(0, 0);
      to.printf(", linked by 4 %s ns%n", run(bulk, accounts, TransferFlags.LINKED));
    }
    expiry(to);
  }

  private static String run(Bulk bulk, int accounts, int flags) {
    long best = Long.MAX_VALUE;
    long sum = 0;
    for (int i = 0; i < BATCHES; i++) {
      bulk.fill(accounts, flags, flags == TransferFlags.PENDING ? 1 : 0);
      if (flags == TransferFlags.LINKED) {
        for (int row = 3; row < Bulk.ROWS; row += 4) {
          TransferRequest.flags(bulk.rows, row * 128, 0);
        }
        TransferRequest.flags(bulk.rows, (Bulk.ROWS - 1) * 128, 0);
      }
      long start = cpuNanos();
      bulk.apply();
      long took = cpuNanos() - start;
      best = Math.min(best, took);
      sum += i >= BATCHES / 2 ? took : 0;
    }
    return String.format("%d (best %d)", sum / (BATCHES / 2) / Bulk.ROWS, best / Bulk.ROWS);
  }

  private static void expiry(PrintStream to) {
    for (int round = 0; round < 3; round++) {
      Bulk bulk = new Bulk(LedgerLimits.defaults());
      bulk.accounts(10_000, 0);
      for (int i = 0; i < 123; i++) {
        bulk.fill(10_000, TransferFlags.PENDING, 3_600);
        bulk.apply();
      }
      bulk.clock += 3_700L * 1_000_000_000L;
      long slowest = 0;
      long sum = 0;
      for (int i = 0; i < 123; i++) {
        long start = cpuNanos();
        bulk.applyNothing();
        long took = cpuNanos() - start;
        slowest = Math.max(slowest, took);
        sum += took;
      }
      to.printf(
          "expiry of %,d: %.1f ms a batch of 8,190, slowest %.1f ms%n",
          123 * Bulk.ROWS, sum / 123 / 1e6, slowest / 1e6);
    }
  }

  private static void memory(PrintStream to, int accounts) {
    Bulk bulk = new Bulk(LedgerLimits.defaults());
    long before = used();
    long start = cpuNanos();
    bulk.accounts(accounts, 0);
    long took = cpuNanos() - start;
    long after = used();
    to.printf(
        "%,d accounts: %.1f bytes each, %d ns each, heap max %,d MB%n",
        accounts,
        (after - before) / (double) accounts,
        took / accounts,
        Runtime.getRuntime().maxMemory() >> 20);
    to.printf("single at that size: %s ns%n", run(bulk, accounts, 0));
  }

  /** CPU time of this thread, so that other work on the machine does not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
