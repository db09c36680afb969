package io.tallystick.load.driver;

import io.tallystick.base.Checks;
import io.tallystick.load.http.RequestHead;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * JSON bodies of single-phase transfers. Every field has a fixed width (ids as UUIDs, accounts of
 * ten digits, amounts of four), so that a request is a template in which digits are overwritten.
 */
final class JsonRequests implements RequestWriter {
  private static final String ID_BLANK = "00000000-0000-0000-0000-000000000000";
  private static final String ACCOUNT_BLANK = "0000000000";
  private static final String AMOUNT_BLANK = "0000";
  private static final String ID_LABEL = "{\"id\":\"";
  private static final String DEBIT_LABEL = "\",\"debit_account_id\":\"";
  private static final String CREDIT_LABEL = "\",\"credit_account_id\":\"";
  private static final String AMOUNT_LABEL = "\",\"amount\":\"";
  private static final int ID_AT = ID_LABEL.length();
  private static final int DEBIT_AT = ID_AT + ID_BLANK.length() + DEBIT_LABEL.length();
  private static final int CREDIT_AT = DEBIT_AT + ACCOUNT_BLANK.length() + CREDIT_LABEL.length();
  private static final int AMOUNT_AT = CREDIT_AT + ACCOUNT_BLANK.length() + AMOUNT_LABEL.length();
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final RowSource source;
  private final int rows;
  private final byte[] bytes;
  private final int firstRow;
  private final int stride;
  private final ByteBuffer buffer;
  private final Row row = new Row();
  private final AnswerReader answers;

  JsonRequests(URI server, RowSource source, int rows, String ledger, int code) {
    this.source = source;
    this.rows = rows;
    this.answers = new JsonAnswers(rows);
    String one =
        ID_LABEL
            + ID_BLANK
            + DEBIT_LABEL
            + ACCOUNT_BLANK
            + CREDIT_LABEL
            + ACCOUNT_BLANK
            + AMOUNT_LABEL
            + AMOUNT_BLANK
            + "\",\"ledger\":\""
            + ledger
            + "\",\"code\":"
            + code
            + "}";
    String body = "[" + (one + ",").repeat(rows - 1) + one + "]";
    byte[] head =
        RequestHead.post(
            server, RequestHead.PATH, RequestHead.JSON, RequestHead.JSON, body.length());
    bytes = new byte[head.length + body.length()];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(
        body.getBytes(StandardCharsets.US_ASCII), 0, bytes, head.length, body.length());
    firstRow = head.length + 1;
    stride = one.length() + 1;
    buffer = ByteBuffer.wrap(bytes);
  }

  @Override
  public ByteBuffer next() {
    source.beginRequest(rows);
    int at = firstRow;
    for (int i = 0; i < rows; i++) {
      source.next(row);
      Checks.that(row.flags == 0, "JSON scenarios are single-phase");
      uuid(at + ID_AT, row.idHigh, row.idLow);
      decimal(at + DEBIT_AT, ACCOUNT_BLANK.length(), row.debitAccount);
      decimal(at + CREDIT_AT, ACCOUNT_BLANK.length(), row.creditAccount);
      decimal(at + AMOUNT_AT, AMOUNT_BLANK.length(), row.amount);
      at += stride;
    }
    return buffer.clear();
  }

  private void uuid(int at, long high, long low) {
    hex(at, 8, high >>> 32);
    hex(at + 9, 4, high >>> 16);
    hex(at + 14, 4, high);
    hex(at + 19, 4, low >>> 48);
    hex(at + 24, 12, low);
  }

  private void hex(int at, int digits, long value) {
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[at + i] = HEX[(int) rest & 15];
      rest >>>= 4;
    }
  }

  private void decimal(int at, int digits, long value) {
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[at + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public AnswerReader answers() {
    return answers;
  }
}
