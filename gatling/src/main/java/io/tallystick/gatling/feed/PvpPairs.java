package io.tallystick.gatling.feed;

import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.transfer.IdSequence;
import io.tallystick.gatling.transfer.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Draws payment-versus-payment trades: one bank pays the first currency, the other pays the second,
 * in two linked rows of which both settle or neither.
 */
public final class PvpPairs implements Supplier<List<Transfer>> {
  private static final long AMOUNT_MIN = 10_000;
  private static final long AMOUNT_MAX = 100_000_000;

  /** Second currency for one of the first: near what a euro costs, drawn anew for each trade. */
  private static final double PRICE_MIN = 1.05;

  private static final double PRICE_MAX = 1.15;

  private final IdSequence ids;
  private final Accounts first;
  private final Accounts second;
  private final int pairs;
  private final SplittableRandom random = new SplittableRandom();

  private PvpPairs(IdSequence ids, Accounts first, Accounts second, int pairs) {
    this.ids = ids;
    this.first = first;
    this.second = second;
    this.pairs = pairs;
  }

  /**
   * @param first accounts of the banks in one currency
   * @param second the same banks' accounts in another
   * @param pairs trades in a request
   */
  public static Feed of(IdSequence ids, Accounts first, Accounts second, int pairs) {
    return new Feed(TransferRows.KEY, new PvpPairs(ids, first, second, pairs));
  }

  @Override
  public List<Transfer> get() {
    List<Transfer> transfers = new ArrayList<>(2 * pairs);
    for (int i = 0; i < pairs; i++) {
      int buyer = random.nextInt(first.count());
      int seller = (buyer + 1 + random.nextInt(first.count() - 1)) % first.count();
      long amount = random.nextLong(AMOUNT_MIN, AMOUNT_MAX);
      long paid = Math.round(amount * random.nextDouble(PRICE_MIN, PRICE_MAX));
      transfers.add(leg(first, seller, buyer, amount).linked());
      transfers.add(leg(second, buyer, seller, paid));
    }
    return transfers;
  }

  private Transfer leg(Accounts banks, int payer, int payee, long amount) {
    return Transfer.of(
        ids.next(), banks.number(payer), banks.number(payee), amount, banks.currency().number());
  }
}
