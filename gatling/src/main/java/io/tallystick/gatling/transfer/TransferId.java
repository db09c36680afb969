package io.tallystick.gatling.transfer;

import java.util.UUID;

/**
 * The 128-bit id of a transfer.
 *
 * @param high its upper 64 bits
 * @param low its lower 64 bits
 */
public record TransferId(long high, long low) {
  /** No transfer. */
  public static final TransferId NONE = new TransferId(0, 0);

  /** As requests and paths write it: a UUID's text stands for its 128 bits. */
  public String text() {
    return new UUID(high, low).toString();
  }
}
