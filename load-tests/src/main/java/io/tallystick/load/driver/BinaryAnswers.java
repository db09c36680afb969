package io.tallystick.load.driver;

import io.tallystick.base.Checks;
import io.tallystick.ledger.TransferResult;
import io.tallystick.load.http.ResponseParser;
import io.tallystick.load.wire.BinaryResults;

/** Counts binary answers: what is not named was created. */
final class BinaryAnswers implements AnswerReader {
  @Override
  public void count(ResponseParser response, int rows, ResultCounts counts) {
    int entries = BinaryResults.entries(response.bodyLength());
    Checks.inRange(entries, 0, rows, "entries of a binary answer");
    counts.created(rows - entries);
    byte[] body = response.body();
    for (int i = 0; i < entries; i++) {
      counts.refused(TransferResult.of(BinaryResults.result(body, i)).wireName());
    }
  }
}
