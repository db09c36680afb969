package io.tallystick.load.driver;

import io.tallystick.base.Checks;
import io.tallystick.load.http.ResponseParser;
import java.nio.charset.StandardCharsets;

/**
 * Counts JSON answers by looking for {@code "result":"…"} instead of parsing the document: one pass
 * over the bytes, no objects for rows that were created.
 */
final class JsonAnswers implements AnswerReader {
  private static final byte[] LABEL = "\"result\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CREATED = "created\"".getBytes(StandardCharsets.US_ASCII);

  private final int rowsExpected;

  JsonAnswers(int rowsExpected) {
    this.rowsExpected = rowsExpected;
  }

  @Override
  public void count(ResponseParser response, int rows, ResultCounts counts) {
    byte[] body = response.body();
    int length = response.bodyLength();
    int found = 0;
    int at = 0;
    while ((at = indexOf(body, length, at)) >= 0) {
      at += LABEL.length;
      found++;
      if (startsWith(body, length, at, CREATED)) {
        counts.created(1);
      } else {
        int end = at;
        while (end < length && body[end] != '"') {
          end++;
        }
        counts.refused(new String(body, at, end - at, StandardCharsets.US_ASCII));
      }
    }
    Checks.equal(found, rowsExpected, "results in a JSON answer");
  }

  private static int indexOf(byte[] body, int length, int from) {
    for (int i = from; i <= length - LABEL.length; i++) {
      if (body[i] == '"' && startsWith(body, length, i, LABEL)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] body, int length, int at, byte[] what) {
    if (at + what.length > length) {
      return false;
    }
    for (int i = 0; i < what.length; i++) {
      if (body[at + i] != what[i]) {
        return false;
      }
    }
    return true;
  }
}
