package io.tallystick.load.driver;

import io.tallystick.load.http.RequestHead;
import io.tallystick.load.wire.SplitMix64;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.LongSupplier;

/** Some requests of another writer, and between them reads of accounts, drawn by chance. */
final class MixedRequests implements RequestWriter {
  private static final int PERCENT = 100;

  /** A read has answered 200; what became of no row is counted. */
  private static final AnswerReader NO_ROWS = (response, rows, counts) -> {};

  private final RequestWriter writes;
  private final URI server;
  private final int readPercent;
  private final LongSupplier accounts;
  private final SplitMix64 random;
  private boolean reading;

  /**
   * @param readPercent of a hundred requests, those that read
   * @param accounts draws the account that is read
   */
  MixedRequests(
      RequestWriter writes, URI server, int readPercent, LongSupplier accounts, long seed) {
    this.writes = writes;
    this.server = server;
    this.readPercent = readPercent;
    this.accounts = accounts;
    this.random = new SplitMix64(seed);
  }

  @Override
  public ByteBuffer next() {
    reading = random.below(PERCENT) < readPercent;
    return reading
        ? ByteBuffer.wrap(RequestHead.get(server, "/v1/accounts/" + accounts.getAsLong(), Map.of()))
        : writes.next();
  }

  @Override
  public int rows() {
    return reading ? 0 : writes.rows();
  }

  @Override
  public AnswerReader answers() {
    return reading ? NO_ROWS : writes.answers();
  }
}
