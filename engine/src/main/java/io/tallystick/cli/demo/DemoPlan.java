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
 * @param bodyRows transfers of one body, 1 … {@link Body#ROWS_MAX}
 */
public record DemoPlan(int accounts, long transfers, int connections, long run, int bodyRows) {
  public static final int ACCOUNTS_MIN = 4;
  public static final int ACCOUNTS_MAX = 1_000_000;
  public static final long TRANSFERS_MAX = 1_000_000_000L;

  public DemoPlan {
    Checks.inRange(accounts, ACCOUNTS_MIN, ACCOUNTS_MAX, "accounts");
    Checks.inRange(transfers, 1, TRANSFERS_MAX, "transfers");
    Checks.inRange(connections, 1, Byte.MAX_VALUE, "connections");
    Checks.that(run != 0 && run != -1, "the run's number is neither zero nor all ones");
    Checks.inRange(bodyRows, 1, Body.ROWS_MAX, "bodyRows");
  }

  /** With full bodies. */
  public DemoPlan(int accounts, long transfers, int connections, long run) {
    this(accounts, transfers, connections, run, Body.ROWS_MAX);
  }

  /** Bodies that the transfers fill, the last one perhaps in part. */
  public long bodies() {
    return (transfers + bodyRows - 1) / bodyRows;
  }

  /** Rows of one body, from 0. */
  public int rows(long body) {
    return (int) Math.min(bodyRows, transfers - body * bodyRows);
  }
}
