package io.tallystick.cli.demo;

import io.tallystick.base.Checks;
import io.tallystick.ring.Body;

/**
 * How much a demonstration does.
 *
 * @param accounts accounts in all, half of them in each ledger
 * @param transfers generated transfers in all
 * @param connections how many bodies are in flight at once
 * @param run sets this run's ids apart from those of every other; upper half of its transfers' ids
 */
public record DemoPlan(int accounts, long transfers, int connections, long run) {
  public static final int ACCOUNTS_MIN = 4;
  public static final int ACCOUNTS_MAX = 1_000_000;
  public static final long TRANSFERS_MAX = 1_000_000_000L;

  public DemoPlan {
    Checks.inRange(accounts, ACCOUNTS_MIN, ACCOUNTS_MAX, "accounts");
    Checks.inRange(transfers, 1, TRANSFERS_MAX, "transfers");
    Checks.inRange(connections, 1, Byte.MAX_VALUE, "connections");
    Checks.that(run != 0 && run != -1, "the run's number is neither zero nor all ones");
  }

  /** Bodies that the transfers fill, the last one perhaps in part. */
  public long bodies() {
    return (transfers + Body.ROWS_MAX - 1) / Body.ROWS_MAX;
  }

  /** Rows of one body, from 0. */
  public int rows(long body) {
    return (int) Math.min(Body.ROWS_MAX, transfers - body * Body.ROWS_MAX);
  }
}
