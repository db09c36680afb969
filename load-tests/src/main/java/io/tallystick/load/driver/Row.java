package io.tallystick.load.driver;

/** One transfer on its way from a source to a writer; one object is used again for every row. */
final class Row {
  long idHigh;
  long idLow;
  long debitAccount;
  long creditAccount;
  long amount;
  long pendingHigh;
  long pendingLow;
  int flags;
}
