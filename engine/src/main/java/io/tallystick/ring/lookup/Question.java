package io.tallystick.ring.lookup;

/**
 * What is asked.
 *
 * @param what a transfer or account of an id, or a ledger of a code
 * @param code null unless a ledger is asked for
 */
record Question(What what, long idHigh, long idLow, String code) {
  /** Kinds of things; the numbers travel and are never used again for others. */
  enum What {
    TRANSFER(1),
    ACCOUNT(2),
    LEDGER(3);

    private final int number;

    What(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  static Question transfer(long idHigh, long idLow) {
    return new Question(What.TRANSFER, idHigh, idLow, null);
  }

  static Question account(long idHigh, long idLow) {
    return new Question(What.ACCOUNT, idHigh, idLow, null);
  }

  static Question ledger(String code) {
    return new Question(What.LEDGER, 0, 0, code);
  }
}
