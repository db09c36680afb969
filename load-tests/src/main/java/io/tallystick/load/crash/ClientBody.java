package io.tallystick.load.crash;

import io.tallystick.ring.BodyKind;

/**
 * One request body as a client made it; every attempt sends the same bytes.
 *
 * @param number unlike that of any other body of the campaign, from 1
 * @param client who sends it, from 0
 * @param binary whether it is sent as 128-byte records or as JSON
 * @param rows 1 … 8,190
 * @param records {@code rows} request records of 128 bytes, however it is sent
 */
record ClientBody(
    long number, int client, BodyKind kind, boolean binary, int rows, byte[] records) {
  static final int ROW_BYTES = 128;
}
