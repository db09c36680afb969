package io.tallystick.load.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.BodyKind;
import java.util.List;

/** Writes request records as the JSON that stands for them. */
final class JsonBodies {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonBodies() {}

  /** The name of an account that was made by name: its {@code user_data_64} says which. */
  static String accountName(long userData64) {
    return "campaign:" + userData64;
  }

  /** The body's bytes. */
  static byte[] write(ClientBody body) {
    ArrayNode rows = MAPPER.createArrayNode();
    for (int i = 0; i < body.rows(); i++) {
      int at = i * ClientBody.ROW_BYTES;
      if (body.kind() == BodyKind.ACCOUNTS) {
        account(rows.addObject(), body.records(), at);
      } else {
        transfer(rows.addObject(), body.records(), at);
      }
    }
    try {
      return MAPPER.writeValueAsBytes(rows);
    } catch (JsonProcessingException e) {
      throw TallystickException.of(ErrorKind.INTERNAL, "json_failed", "no JSON for a body", e);
    }
  }

  private static void account(ObjectNode row, byte[] b, int at) {
    long name = AccountRequest.userData64(b, at);
    Id id = new Id(AccountRequest.idHigh(b, at), AccountRequest.idLow(b, at));
    row.put("id", name == 0 ? id.toDecimal() : accountName(name));
    row.put("ledger", Integer.toUnsignedLong(AccountRequest.ledger(b, at)));
    row.put("code", AccountRequest.code(b, at));
    names(row, AccountFlags.names(AccountRequest.flags(b, at)));
    if (name != 0) {
      row.put("user_data_64", Long.toUnsignedString(name));
    }
  }

  private static void transfer(ObjectNode row, byte[] b, int at) {
    int flags = TransferRequest.flags(b, at);
    boolean resolves =
        (flags & (TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER)) != 0;
    row.put("id", new Id(TransferRequest.idHigh(b, at), TransferRequest.idLow(b, at)).toUuid());
    reference(
        row,
        "debit_account_id",
        TransferRequest.debitAccountIdHigh(b, at),
        TransferRequest.debitAccountIdLow(b, at));
    reference(
        row,
        "credit_account_id",
        TransferRequest.creditAccountIdHigh(b, at),
        TransferRequest.creditAccountIdLow(b, at));
    row.put("amount", Long.toString(TransferRequest.amount(b, at)));
    reference(
        row,
        "pending_id",
        TransferRequest.pendingIdHigh(b, at),
        TransferRequest.pendingIdLow(b, at));
    if (!resolves || TransferRequest.ledger(b, at) != 0) {
      row.put("ledger", Integer.toUnsignedLong(TransferRequest.ledger(b, at)));
    }
    if (!resolves || TransferRequest.code(b, at) != 0) {
      row.put("code", TransferRequest.code(b, at));
    }
    row.put("timeout", Integer.toUnsignedLong(TransferRequest.timeout(b, at)));
    row.put("user_data_64", Long.toUnsignedString(TransferRequest.userData64(b, at)));
    row.put("user_data_32", Integer.toUnsignedLong(TransferRequest.userData32(b, at)));
    names(row, TransferFlags.names(flags));
  }

  /** Accounts and pending transfers exist, so that the internal form of their ids is accepted. */
  private static void reference(ObjectNode row, String field, long high, long low) {
    if ((high | low) != 0) {
      row.put(field, high == 0 ? new Id(high, low).toDecimal() : new Id(high, low).toHex());
    }
  }

  private static void names(ObjectNode row, List<String> flags) {
    ArrayNode names = row.putArray("flags");
    flags.forEach(names::add);
  }
}
