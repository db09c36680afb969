package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Full bodies of transfers of 1 from account {@code a} to account {@code b}, in EUR. */
final class ManyTransfers {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int EUR = 978;

  private ManyTransfers() {}

  /** Settles {@code bodies} full bodies, with ids from {@code firstId} on. */
  static void settle(URI node, int bodies, long firstId) throws Exception {
    for (int body = 0; body < bodies; body++) {
      byte[] records = records(firstId + (long) body * Body.ROWS_MAX);
      HttpResponse<byte[]> answer =
          HTTP.send(
              HttpRequest.newBuilder(node.resolve("/v1/transfers"))
                  .header("Content-Type", "application/vnd.tallystick.transfers")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(records))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode())
          .as(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(200);
    }
  }

  private static byte[] records(long firstId) {
    Id debit = Id.ofName(Id.OPERATOR, "a");
    Id credit = Id.ofName(Id.OPERATOR, "b");
    ByteBuffer all =
        ByteBuffer.allocate(Body.ROWS_MAX * TransferRequest.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < Body.ROWS_MAX; row++) {
      int at = row * TransferRequest.BYTES;
      all.putLong(at + TransferRequest.ID, firstId + row);
      all.putLong(at + TransferRequest.DEBIT_ACCOUNT_ID, debit.low());
      all.putLong(at + TransferRequest.DEBIT_ACCOUNT_ID + TransferRequest.HIGH, debit.high());
      all.putLong(at + TransferRequest.CREDIT_ACCOUNT_ID, credit.low());
      all.putLong(at + TransferRequest.CREDIT_ACCOUNT_ID + TransferRequest.HIGH, credit.high());
      all.putLong(at + TransferRequest.AMOUNT, 1);
      all.putInt(at + TransferRequest.LEDGER, EUR);
      all.putShort(at + TransferRequest.CODE, (short) 1);
    }
    return all.array();
  }
}
