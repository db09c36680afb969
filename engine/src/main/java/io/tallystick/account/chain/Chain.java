package io.tallystick.account.chain;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A body of transfers that is one linked chain, which takes effect as a whole or not at all. */
public final class Chain {
  /**
   * Most rows of a chain for which grants are collected. A longer one goes as it is, and the ledger
   * refuses its debits of guarded accounts.
   */
  public static final int ROWS_MAX = 256;

  private static final int RESOLVES =
      TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

  private Chain() {}

  /**
   * Whether a body is one chain of 2 to {@link #ROWS_MAX} transfers: every row but the last is
   * linked. A body of several chains, or of a chain and other rows, is none.
   */
  public static boolean isOne(Body body) {
    return body.kind() == BodyKind.TRANSFERS && isOne(body.records(), body.rows());
  }

  /** The same of transfers' request records. */
  public static boolean isOne(byte[] records, int rows) {
    if (rows < 2 || rows > ROWS_MAX) {
      return false;
    }
    int last = rows - 1;
    for (int row = 0; row <= last; row++) {
      int flags = TransferRequest.flags(records, row * Body.RECORD_BYTES);
      if ((flags & TransferFlags.LINKED) != 0 == (row == last)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the transfer at {@code at} posts or voids another, for which no account is asked. */
  public static boolean resolves(byte[] records, int at) {
    return (TransferRequest.flags(records, at) & RESOLVES) != 0;
  }

  /** The account that the transfer at {@code at} names as the debited one. */
  public static Id debtor(byte[] records, int at) {
    return new Id(
        TransferRequest.debitAccountIdHigh(records, at),
        TransferRequest.debitAccountIdLow(records, at));
  }

  /** The accounts that a chain debits, posts and voids left out. */
  public static Set<Id> debtors(Body chain) {
    return debits(chain).keySet();
  }

  /** The rows of a body that debit an account, by account, in order; posts and voids left out. */
  static Map<Id, List<Integer>> debits(Body body) {
    Map<Id, List<Integer>> debits = new LinkedHashMap<>();
    for (int row = 0; row < body.rows(); row++) {
      int at = row * Body.RECORD_BYTES;
      if (!resolves(body.records(), at)) {
        debits.computeIfAbsent(debtor(body.records(), at), any -> new ArrayList<>()).add(row);
      }
    }
    return debits;
  }
}
