package io.tallystick.gatling.transfer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes transfers as a JSON array. No text of a row needs escaping: all are digits or fixed names.
 */
final class JsonTransfers {
  private static final int ROW_CHARS = 220;

  private JsonTransfers() {}

  static byte[] encode(List<Transfer> transfers) {
    StringBuilder text = new StringBuilder(transfers.size() * ROW_CHARS);
    char before = '[';
    for (Transfer transfer : transfers) {
      text.append(before);
      add(text, transfer);
      before = ',';
    }
    return text.append(']').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void add(StringBuilder text, Transfer transfer) {
    text.append("{\"id\":\"").append(transfer.id().text()).append('"');
    if (transfer.pendingId().equals(TransferId.NONE)) {
      text.append(",\"debit_account_id\":\"").append(transfer.debitAccount());
      text.append("\",\"credit_account_id\":\"").append(transfer.creditAccount());
      text.append("\",\"ledger\":").append(transfer.ledger());
      text.append(",\"code\":").append(transfer.code());
    } else {
      text.append(",\"pending_id\":\"").append(transfer.pendingId().text()).append('"');
    }
    // A void without an amount releases what is held; every other row says its own.
    if (!transfer.has(TransferFlag.VOID_PENDING_TRANSFER)) {
      text.append(",\"amount\":\"").append(transfer.amount()).append('"');
    }
    if (transfer.timeoutSeconds() > 0) {
      text.append(",\"timeout\":").append(transfer.timeoutSeconds());
    }
    addFlags(text, transfer);
    text.append('}');
  }

  private static void addFlags(StringBuilder text, Transfer transfer) {
    if (transfer.flags() == 0) {
      return;
    }
    text.append(",\"flags\":");
    char before = '[';
    for (TransferFlag flag : TransferFlag.values()) {
      if (transfer.has(flag)) {
        text.append(before).append('"').append(flag.text()).append('"');
        before = ',';
      }
    }
    text.append(']');
  }
}
