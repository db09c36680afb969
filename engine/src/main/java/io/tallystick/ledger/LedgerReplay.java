package io.tallystick.ledger;

import static io.tallystick.ledger.TransferFlags.PENDING;
import static io.tallystick.ledger.TransferFlags.POST_PENDING_TRANSFER;
import static io.tallystick.ledger.TransferFlags.VOID_PENDING_TRANSFER;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.guard.ClaimResult;
import io.tallystick.ledger.guard.ClaimRules;
import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ledger.state.ExpiryHeap;
import io.tallystick.ledger.state.IdMap;
import io.tallystick.ledger.state.LedgerState;
import java.util.Arrays;

/**
 * Applies sealed batches. Each record is made again from its request and the state, and must come
 * out as it stands in the batch, byte for byte.
 */
final class LedgerReplay {
  private final LedgerState state;
  private final PastTransfers past;
  private final TransferEffects effects;
  private final TransferRules transferRules;
  private final AccountRules accountRules;
  private final LedgerRules ledgerRules;
  private final MemberReplay members;
  private final ClaimRules claimRules;
  private final Authority authority;
  private final TransferEvent t = new TransferEvent();

  LedgerReplay(
      LedgerState state,
      PastTransfers past,
      TransferEffects effects,
      TransferRules transferRules,
      AccountRules accountRules,
      LedgerRules ledgerRules,
      MemberReplay members,
      ClaimRules claimRules,
      Authority authority) {
    this.state = state;
    this.past = past;
    this.effects = effects;
    this.transferRules = transferRules;
    this.accountRules = accountRules;
    this.ledgerRules = ledgerRules;
    this.members = members;
    this.claimRules = claimRules;
    this.authority = authority;
  }

  void batch(
      long timestampT,
      long firstNumber,
      byte[] records,
      int offset,
      int count,
      Names names,
      ApplyOutput out) {
    require(firstNumber == state.nextNumber(), firstNumber, "numbers have a gap");
    require(count <= ApplyOutput.RECORDS_MAX, firstNumber, "a batch holds too many records");
    require(timestampT > state.lastTimestamp(), firstNumber, "time runs backwards");
    authority.beginBatch();
    long before = state.lastTimestamp();
    int expired = expiries(records, offset, count, before, out);
    out.endOfExpiries();
    if (expired > 0) {
      before = StoredRecord.timestamp(records, offset + (expired - 1) * StoredRecord.BYTES);
    }
    for (int i = expired; i < count; i++) {
      int at = offset + i * StoredRecord.BYTES;
      long number = firstNumber + i;
      long timestamp = StoredRecord.timestamp(records, at);
      require(timestamp > before && timestamp <= timestampT, number, "timestamps have no order");
      before = timestamp;
      record(records, at, number, timestamp, names, i, out);
      same(records, at, out, i, number);
    }
    require(state.ledgers().conserved(), firstNumber, "debits and credits differ");
    state.endBatch(timestampT, out.nextNumber());
  }

  private int expiries(byte[] records, int offset, int count, long before, ApplyOutput out) {
    ExpiryHeap expiries = state.pendings().expiries();
    long released = 0;
    int i = 0;
    while (i < count
        && StoredRecord.type(records, offset + i * StoredRecord.BYTES)
            == RecordType.PENDING_EXPIRED) {
      int at = offset + i * StoredRecord.BYTES;
      long number = out.nextNumber();
      long timestamp = StoredRecord.timestamp(records, at);
      if (i == 0) {
        released = timestamp - 1;
      }
      require(released >= before && timestamp == released + 1 + i, number, "not released in order");
      require(
          i < LedgerLimits.EVENTS_MAX && expiries.size() > 0 && expiries.soonest() <= released,
          number,
          "no pending transfer was due");
      effects.expire(expiries.first(), timestamp);
      same(records, at, out, i, number);
      i++;
    }
    boolean more = expiries.size() > 0 && expiries.soonest() <= released;
    require(!more || i == LedgerLimits.EVENTS_MAX, out.nextNumber(), "a pending transfer was due");
    return i;
  }

  private void record(
      byte[] records,
      int at,
      long number,
      long timestamp,
      Names names,
      int position,
      ApplyOutput out) {
    boolean known = authority.ofParticipant(StoredRecord.submitter(records, at));
    require(known, number, "its submitter is no participant");
    switch (StoredRecord.type(records, at)) {
      case RecordType.TRANSFER_CREATED -> created(records, at, number, timestamp, out);
      case RecordType.TRANSFER_REFUSED -> refused(records, at, number, timestamp, out);
      case RecordType.ACCOUNT_CREATED -> {
        require(authority.may(Roles.SUBMIT | Roles.ADMIN), number, "its submitter may not");
        AccountResult result = accountRules.judgeStamped(records, at);
        require(result == AccountResult.CREATED, number, result.wireName());
        AccountRows.create(state, out, records, at, timestamp, names, position, authority);
      }
      case RecordType.LEDGER_DECLARED -> {
        require(authority.may(Roles.OPERATOR), number, "its submitter may not");
        LedgerResult result = ledgerRules.judgeStamped(records, at);
        require(result == LedgerResult.CREATED, number, result.wireName());
        LedgerRows.create(state, out, records, at, timestamp, authority);
      }
      case RecordType.PARTICIPANT_CHANGED, RecordType.KEY_CHANGED -> {
        String wrong = members.record(records, at, timestamp, names, position, out);
        require(wrong == null, number, wrong);
      }
      case RecordType.ACTOR_CLAIMED -> {
        require(!authority.present(), number, ClaimResult.SUBMITTER_NOT_AUTHORISED.wireName());
        ClaimResult result = claimRules.judgeStamped(records, at);
        require(result == ClaimResult.CREATED, number, result.wireName());
        ClaimRows.create(state, out, records, at, timestamp);
      }
      default -> require(false, number, "its type is unknown or out of place");
    }
  }

  private void created(byte[] records, int at, long number, long timestamp, ApplyOutput out) {
    load(records, at, number, timestamp, out);
    if (t.has(POST_PENDING_TRANSFER | VOID_PENDING_TRANSFER)) {
      boolean open = state.pendings().find(t.pendingHigh, t.pendingLow) != IdMap.ABSENT;
      require(open, number, "its pending transfer is not open");
    } else if (t.has(PENDING)) {
      boolean open = state.pendings().find(t.idHigh, t.idLow) != IdMap.ABSENT;
      require(!open, number, "it is open already");
    }
    TransferResult result = transferRules.judgeNew(t);
    require(result == TransferResult.CREATED, number, result.wireName());
    effects.create(t);
  }

  private void refused(byte[] records, int at, long number, long timestamp, ApplyOutput out) {
    load(records, at, number, timestamp, out);
    TransferResult result = TransferResult.of(StoredRecord.result(records, at));
    require(result.transientResult(), number, "its result burns no id");
    effects.refuse(t, result);
  }

  private void load(byte[] records, int at, long number, long timestamp, ApplyOutput out) {
    int debit =
        state
            .accounts()
            .find(
                TransferRequest.debitAccountIdHigh(records, at),
                TransferRequest.debitAccountIdLow(records, at));
    int credit =
        state
            .accounts()
            .find(
                TransferRequest.creditAccountIdHigh(records, at),
                TransferRequest.creditAccountIdLow(records, at));
    t.load(records, at, timestamp, StoredRecord.incarnation(records, at), debit, credit, false);
    require(authority.may(Roles.SUBMIT), number, "its submitter may not");
    t.submittedBy(authority);
    require(TransferRules.id(t) == null, number, "its flags or id are not acceptable");
    boolean twice = past.ids().find(out.records(), t.idHash, t.idHigh, t.idLow) != BatchIds.ABSENT;
    require(!twice, number, "its id is used twice in the batch");
  }

  private static void same(byte[] records, int at, ApplyOutput out, int position, long number) {
    int made = position * StoredRecord.BYTES;
    require(
        Arrays.equals(
            records, at, at + StoredRecord.BYTES, out.records(), made, made + StoredRecord.BYTES),
        number,
        "its bytes are not those that its request and the state before it make");
  }

  private static void require(boolean condition, long number, String why) {
    if (!condition) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "record_damaged",
          "record " + number + " cannot have come about: " + why);
    }
  }
}
