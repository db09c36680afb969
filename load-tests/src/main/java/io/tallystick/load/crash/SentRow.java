package io.tallystick.load.crash;

import java.util.Arrays;

/** A row that was sent, under an id that no other row had before, and what became of the id. */
final class SentRow {
  /** Stands for the number of a row that is not settled. */
  static final long NOT_SETTLED = -1;

  /** Nobody has been told yet that this id was created or burnt. */
  static final long UNCLAIMED = 0;

  private static final int COMPARED_BYTES = 120;

  /** Number of the first body that held the id. */
  final long body;

  private final byte[] records;
  private final int at;

  /** The request as settled, or null. */
  byte[] settledRequest;

  long settledNumber = NOT_SETTLED;
  long settledHeight;
  long settledTimestamp;
  int settledResult;

  /** The body whose answer said that it created or burnt the id. */
  long claimedBy = UNCLAIMED;

  SentRow(long body, byte[] records, int at) {
    this.body = body;
    this.records = records;
    this.at = at;
  }

  boolean settled() {
    return settledNumber != NOT_SETTLED;
  }

  boolean created() {
    return settled() && settledResult == 0;
  }

  boolean burnt() {
    return settled() && settledResult != 0;
  }

  /** Whether the settled request is this one; the timestamp, given by the server, apart. */
  boolean settledAs(byte[] request, int requestAt) {
    return Arrays.equals(
        settledRequest, 0, COMPARED_BYTES, request, requestAt, requestAt + COMPARED_BYTES);
  }

  /** Whether the row as first sent is this one. */
  boolean sentAs(byte[] request, int requestAt) {
    return Arrays.equals(
        records, at, at + COMPARED_BYTES, request, requestAt, requestAt + COMPARED_BYTES);
  }

  byte[] records() {
    return records;
  }

  int at() {
    return at;
  }
}
