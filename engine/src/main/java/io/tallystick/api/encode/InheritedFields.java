package io.tallystick.api.encode;

import io.tallystick.ledger.TransferRequest;

/** The fields of a transfer that a post or void inherits from its pending transfer. */
public record InheritedFields(
    long debitHigh,
    long debitLow,
    long creditHigh,
    long creditLow,
    int ledger,
    int code,
    long data128High,
    long data128Low,
    long data64,
    int data32) {

  /** The fields as they stand in a request or record. */
  public static InheritedFields of(byte[] b) {
    return of(b, 0);
  }

  /** The same for the request that begins at {@code at}. */
  public static InheritedFields of(byte[] b, int at) {
    return new InheritedFields(
        TransferRequest.debitAccountIdHigh(b, at),
        TransferRequest.debitAccountIdLow(b, at),
        TransferRequest.creditAccountIdHigh(b, at),
        TransferRequest.creditAccountIdLow(b, at),
        TransferRequest.ledger(b, at),
        TransferRequest.code(b, at),
        TransferRequest.userData128High(b, at),
        TransferRequest.userData128Low(b, at),
        TransferRequest.userData64(b, at),
        TransferRequest.userData32(b, at));
  }

  /** These fields, with those of {@code other} where one is zero. */
  public InheritedFields or(InheritedFields other) {
    boolean debit = (debitHigh | debitLow) != 0;
    boolean credit = (creditHigh | creditLow) != 0;
    boolean data128 = (data128High | data128Low) != 0;
    return new InheritedFields(
        debit ? debitHigh : other.debitHigh,
        debit ? debitLow : other.debitLow,
        credit ? creditHigh : other.creditHigh,
        credit ? creditLow : other.creditLow,
        ledger != 0 ? ledger : other.ledger,
        code != 0 ? code : other.code,
        data128 ? data128High : other.data128High,
        data128 ? data128Low : other.data128Low,
        data64 != 0 ? data64 : other.data64,
        data32 != 0 ? data32 : other.data32);
  }
}
