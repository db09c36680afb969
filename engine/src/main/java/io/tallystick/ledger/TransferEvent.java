package io.tallystick.ledger;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.IdHash;

/**
 * The transfer that is being judged: its fields, read once, and what the rules found out about it.
 * One object serves all events.
 */
final class TransferEvent {
  byte[] buffer;
  int at;
  long timestamp;

  /** The incarnation under which an actor granted it; 0 if none did. */
  long granted;

  /** Number of the participant that submits it; 0 for none. */
  int submitter;

  /** Whose accounts it may debit, {@link Authority#debits()}. */
  int debits = Authority.ANY_OWNER;

  /** Slots of the accounts named in the request, or {@link LedgerReads#ABSENT}. */
  int debitFound;

  int creditFound;

  /** Whether no record before this batch has its id, for certain. */
  boolean idIsNew;

  long idHigh;
  long idLow;
  long idHash;
  long debitHigh;
  long debitLow;
  long creditHigh;
  long creditLow;
  long amount;
  long pendingHigh;
  long pendingLow;
  long timeoutSeconds;
  int ledger;
  int code;
  int flags;

  /** Found by the rules for one that is to be created. */
  int debitSlot;

  int creditSlot;
  int pendingSlot;

  /** The accounts' flags as they were before it. */
  int debitFlags;

  int creditFlags;
  long actualAmount;

  /** The grant that it needed; 0 if it needed none, whatever was granted. */
  long incarnation;

  /** The debit account's place among claims, where the grant counts. */
  int guardSlot;

  /** Found by the rules for an id that was used before. */
  long existingTimestamp;

  int firstResult;

  void load(
      byte[] source,
      int offset,
      long eventTimestamp,
      long grantedIncarnation,
      int debit,
      int credit,
      boolean isNew) {
    idIsNew = isNew;
    debitFound = debit;
    creditFound = credit;
    buffer = source;
    at = offset;
    timestamp = eventTimestamp;
    granted = grantedIncarnation;
    incarnation = 0;
    idLow = TransferRequest.idLow(source, offset);
    idHigh = TransferRequest.idHigh(source, offset);
    idHash = IdHash.of(idHigh, idLow);
    debitLow = TransferRequest.debitAccountIdLow(source, offset);
    debitHigh = TransferRequest.debitAccountIdHigh(source, offset);
    creditLow = TransferRequest.creditAccountIdLow(source, offset);
    creditHigh = TransferRequest.creditAccountIdHigh(source, offset);
    // An amount of more than 64 bits never enters; if one did, it would be too much for any rule.
    amount =
        TransferRequest.amountUpper(source, offset) == 0
            ? TransferRequest.amount(source, offset)
            : -1;
    pendingLow = TransferRequest.pendingIdLow(source, offset);
    pendingHigh = TransferRequest.pendingIdHigh(source, offset);
    timeoutSeconds = Integer.toUnsignedLong(TransferRequest.timeout(source, offset));
    ledger = TransferRequest.ledger(source, offset);
    code = TransferRequest.code(source, offset);
    flags = TransferRequest.flags(source, offset);
  }

  /** Takes who submits the events that follow. */
  void submittedBy(Authority authority) {
    submitter = authority.participant();
    debits = authority.debits();
  }

  /** Whether the submitter may decide for an owner's accounts. */
  boolean mayDecideFor(int owner) {
    return debits == Authority.ANY_OWNER || debits == owner;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Nanoseconds since 1970 from which on a pending transfer is expired; 0 for never. */
  long expiry() {
    return timeoutSeconds == 0 ? 0 : timestamp + timeoutSeconds * TransferRules.NANOS_PER_SECOND;
  }
}
