package io.tallystick.load.driver;

import io.tallystick.ledger.TransferRequest;
import io.tallystick.load.http.RequestHead;
import java.net.URI;
import java.nio.ByteBuffer;

/**
 * Binary bodies: the head and the fields that never change are written once, the others in place.
 */
final class BinaryRequests implements RequestWriter {
  private final RowSource source;
  private final int rows;
  private final byte[] bytes;
  private final int bodyStart;
  private final ByteBuffer buffer;
  private final Row row = new Row();
  private final AnswerReader answers = new BinaryAnswers();

  BinaryRequests(URI server, RowSource source, int rows, int ledger, int code) {
    this.source = source;
    this.rows = rows;
    byte[] head =
        RequestHead.post(
            server,
            RequestHead.PATH,
            RequestHead.TRANSFERS,
            RequestHead.RESULTS,
            rows * TransferRequest.BYTES);
    bodyStart = head.length;
    bytes = new byte[head.length + rows * TransferRequest.BYTES];
    System.arraycopy(head, 0, bytes, 0, head.length);
    buffer = ByteBuffer.wrap(bytes);
    for (int i = 0; i < rows; i++) {
      int at = bodyStart + i * TransferRequest.BYTES;
      TransferRequest.ledger(bytes, at, ledger);
      TransferRequest.code(bytes, at, code);
    }
  }

  @Override
  public ByteBuffer next() {
    source.beginRequest(rows);
    int at = bodyStart;
    for (int i = 0; i < rows; i++) {
      source.next(row);
      TransferRequest.id(bytes, at, row.idHigh, row.idLow);
      TransferRequest.debitAccountId(bytes, at, 0, row.debitAccount);
      TransferRequest.creditAccountId(bytes, at, 0, row.creditAccount);
      TransferRequest.amount(bytes, at, row.amount);
      TransferRequest.pendingId(bytes, at, row.pendingHigh, row.pendingLow);
      TransferRequest.flags(bytes, at, row.flags);
      at += TransferRequest.BYTES;
    }
    return buffer.clear();
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
