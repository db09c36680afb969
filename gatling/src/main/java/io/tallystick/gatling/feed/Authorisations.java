package io.tallystick.gatling.feed;

import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.transfer.IdSequence;
import io.tallystick.gatling.transfer.Transfer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Draws card authorisations: holds on a cardholder's account in favour of a merchant. */
public final class Authorisations implements Supplier<List<Transfer>> {
  /** The session's key of a user's authorisation, alone in a list. */
  public static final String KEY = "authorisation";

  /** The median purchase in minor units; half of all are within a factor of two of it. */
  private static final double AMOUNT_MEDIAN = 2_500;

  private static final double AMOUNT_LOG_DEVIATION = 1.0;
  private static final long AMOUNT_MAX = 1_000_000;

  private final IdSequence ids;
  private final Accounts cardholders;
  private final Accounts merchants;
  private final int holdSeconds;
  private final SplittableRandom random = new SplittableRandom();

  private Authorisations(
      IdSequence ids, Accounts cardholders, Accounts merchants, int holdSeconds) {
    this.ids = ids;
    this.cardholders = cardholders;
    this.merchants = merchants;
    this.holdSeconds = holdSeconds;
  }

  /**
   * @param holdSeconds after which a hold that nobody resolves expires
   */
  public static Feed of(IdSequence ids, Accounts cardholders, Accounts merchants, int holdSeconds) {
    return new Feed(KEY, new Authorisations(ids, cardholders, merchants, holdSeconds));
  }

  @Override
  public List<Transfer> get() {
    double drawn = AMOUNT_MEDIAN * Math.exp(AMOUNT_LOG_DEVIATION * random.nextGaussian());
    long amount = Math.max(1, Math.min(AMOUNT_MAX, Math.round(drawn)));
    Transfer purchase =
        Transfer.of(
            ids.next(),
            cardholders.draw(random),
            merchants.draw(random),
            amount,
            cardholders.currency().number());
    return List.of(purchase.pending(holdSeconds));
  }
}
