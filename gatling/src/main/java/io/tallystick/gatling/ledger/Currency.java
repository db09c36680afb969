package io.tallystick.gatling.ledger;

/** The ledgers that simulations use, with their numbers of ISO 4217. */
public enum Currency {
  EUR(978),
  USD(840);

  private final int number;

  Currency(int number) {
    this.number = number;
  }

  /** The ledger's number. */
  public int number() {
    return number;
  }
}
