package io.tallystick.gatling.feed;

import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.transfer.IdSequence;
import io.tallystick.gatling.transfer.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Draws the transfers of one request: between two different accounts, all equally likely, or into
 * one hot account.
 */
public final class TransferRows implements Supplier<List<Transfer>> {
  /** The session's key of a request's transfers. */
  public static final String KEY = "transfers";

  private static final long AMOUNT_MAX = 100_000;
  private static final int PERCENT = 100;

  private final IdSequence ids;
  private final Accounts accounts;
  private final int rows;
  private final int hotPercent;
  private final SplittableRandom random = new SplittableRandom();

  private TransferRows(IdSequence ids, Accounts accounts, int rows, int hotPercent) {
    this.ids = ids;
    this.accounts = accounts;
    this.rows = rows;
    this.hotPercent = hotPercent;
  }

  /** All accounts are equally likely. */
  public static Feed uniform(IdSequence ids, Accounts accounts, int rows) {
    return hot(ids, accounts, rows, 0);
  }

  /**
   * @param hotPercent how many of a hundred transfers credit the first account; 0 to 100
   */
  public static Feed hot(IdSequence ids, Accounts accounts, int rows, int hotPercent) {
    return new Feed(KEY, new TransferRows(ids, accounts, rows, hotPercent));
  }

  /** Transfers of their own, between accounts that are all equally likely. */
  public static List<Transfer> draw(IdSequence ids, Accounts accounts, int rows) {
    return new TransferRows(ids, accounts, rows, 0).get();
  }

  @Override
  public List<Transfer> get() {
    List<Transfer> transfers = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      boolean hot = random.nextInt(PERCENT) < hotPercent;
      long credit = hot ? accounts.number(0) : accounts.draw(random);
      long debit = accounts.drawOther(random, credit);
      long amount = 1 + random.nextLong(AMOUNT_MAX);
      transfers.add(Transfer.of(ids.next(), debit, credit, amount, accounts.currency().number()));
    }
    return transfers;
  }
}
