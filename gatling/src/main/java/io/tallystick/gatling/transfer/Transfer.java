package io.tallystick.gatling.transfer;

/**
 * One row of a body.
 *
 * @param id its id
 * @param debitAccount number of the account that is debited; 0 on a post or void, which inherits it
 * @param creditAccount number of the account that is credited; 0 on a post or void
 * @param amount minor units; on a void 0, which stands for what is held
 * @param ledger the ledger's number; 0 on a post or void
 * @param code the transfer's kind; 0 on a post or void
 * @param flags bits of {@link TransferFlag}
 * @param pendingId of a post or void, the transfer that it resolves; else {@link TransferId#NONE}
 * @param timeoutSeconds after which a pending transfer expires; 0 for never
 */
public record Transfer(
    TransferId id,
    long debitAccount,
    long creditAccount,
    long amount,
    int ledger,
    int code,
    int flags,
    TransferId pendingId,
    int timeoutSeconds) {

  /** The kind of the transfers that simulations send; theirs to choose. */
  public static final int CODE = 1;

  /** A transfer that moves its amount at once. */
  public static Transfer of(
      TransferId id, long debitAccount, long creditAccount, long amount, int ledger) {
    return new Transfer(
        id, debitAccount, creditAccount, amount, ledger, CODE, 0, TransferId.NONE, 0);
  }

  /** The same, linked with the row behind it: both happen or neither. */
  public Transfer linked() {
    return new Transfer(
        id,
        debitAccount,
        creditAccount,
        amount,
        ledger,
        code,
        flags | TransferFlag.LINKED.bit(),
        pendingId,
        timeoutSeconds);
  }

  /** The same as a hold that expires. */
  public Transfer pending(int timeoutAfterSeconds) {
    return new Transfer(
        id,
        debitAccount,
        creditAccount,
        amount,
        ledger,
        code,
        flags | TransferFlag.PENDING.bit(),
        pendingId,
        timeoutAfterSeconds);
  }

  /** Moves {@code amount} of what {@code pending} holds and releases the rest. */
  public static Transfer post(TransferId id, TransferId pending, long amount) {
    int flags = TransferFlag.POST_PENDING_TRANSFER.bit();
    return new Transfer(id, 0, 0, amount, 0, 0, flags, pending, 0);
  }

  /** Releases what {@code pending} holds. */
  public static Transfer voided(TransferId id, TransferId pending) {
    int flags = TransferFlag.VOID_PENDING_TRANSFER.bit();
    return new Transfer(id, 0, 0, 0, 0, 0, flags, pending, 0);
  }

  /** Whether a flag is set. */
  public boolean has(TransferFlag flag) {
    return (flags & flag.bit()) != 0;
  }
}
