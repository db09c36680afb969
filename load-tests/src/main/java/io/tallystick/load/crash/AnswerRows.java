package io.tallystick.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountResult;
import io.tallystick.ledger.LedgerResult;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.ParticipantResult;
import io.tallystick.load.http.ResponseParser;
import io.tallystick.load.wire.BinaryResults;
import io.tallystick.ring.BodyKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a 200 answer said of each row.
 *
 * @param results result numbers; 0 is {@code created}
 * @param timestamps nanoseconds since 1970; 0 where the answer gives none
 */
record AnswerRows(int[] results, long[] timestamps) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads the answer to a body. */
  static AnswerRows of(ClientBody body, ResponseParser response) {
    return body.binary() ? binary(body.rows(), response) : json(body, response);
  }

  private static AnswerRows binary(int rows, ResponseParser response) {
    int[] results = new int[rows];
    long[] timestamps = new long[rows];
    int entries = BinaryResults.entries(response.bodyLength());
    for (int i = 0; i < entries; i++) {
      int index = BinaryResults.index(response.body(), i);
      Checks.inRange(index, 0, rows - 1, "row index of an answer");
      Checks.that(results[index] == 0, "an answer names a row once");
      results[index] = BinaryResults.result(response.body(), i);
      timestamps[index] = BinaryResults.timestamp(response.body(), i);
      Checks.that(results[index] != 0, "an answer names no created row");
    }
    return new AnswerRows(results, timestamps);
  }

  private static AnswerRows json(ClientBody body, ResponseParser response) {
    JsonNode rows;
    try {
      rows = MAPPER.readTree(response.body(), 0, response.bodyLength());
    } catch (IOException e) {
      throw TallystickException.of(
          ErrorKind.INVALID, "answer_malformed", "an answer of 200 is no JSON", e);
    }
    Checks.equal(rows.size(), body.rows(), "rows of an answer");
    int[] results = new int[body.rows()];
    long[] timestamps = new long[body.rows()];
    for (int i = 0; i < results.length; i++) {
      results[i] = number(body.kind(), rows.get(i).path("result").asText());
      timestamps[i] = rows.get(i).path("timestamp").asLong(0);
    }
    return new AnswerRows(results, timestamps);
  }

  private static int number(BodyKind kind, String wireName) {
    String name = wireName.toUpperCase(Locale.ROOT);
    return switch (kind) {
      case TRANSFERS -> TransferResult.valueOf(name).number();
      case ACCOUNTS -> AccountResult.valueOf(name).number();
      case LEDGERS -> LedgerResult.valueOf(name).number();
      case PARTICIPANTS -> ParticipantResult.valueOf(name).number();
      case KEYS -> KeyResult.valueOf(name).number();
      case CLAIMS -> throw new IllegalArgumentException("no client claims an account");
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnswerRows rows
        && Arrays.equals(results, rows.results)
        && Arrays.equals(timestamps, rows.timestamps);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(results) + Arrays.hashCode(timestamps);
  }
}
