package io.tallystick.gatling.transfer;

import java.util.Locale;

/** The flags that simulations use; the constants' names in lower case are those of JSON. */
public enum TransferFlag {
  LINKED(1),
  PENDING(2),
  POST_PENDING_TRANSFER(4),
  VOID_PENDING_TRANSFER(8);

  private final int bit;

  TransferFlag(int bit) {
    this.bit = bit;
  }

  /** Its bit in a record. */
  public int bit() {
    return bit;
  }

  /** Its name in JSON. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
