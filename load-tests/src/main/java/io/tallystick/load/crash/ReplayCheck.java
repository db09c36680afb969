package io.tallystick.load.crash;

import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import java.util.Arrays;

/**
 * Walks the settled order: numbers without gaps, rising timestamps, no id twice, nothing that no
 * client sent, and every record what the naive replay makes of it.
 */
final class ReplayCheck implements SettledOrder.Records {
  private final ClientMemory memory;
  private final Findings findings;
  private final NaiveReplay model = new NaiveReplay();
  private long nextNumber;
  private long lastTimestamp;
  private long created;
  private long burnt;
  private long expired;

  ReplayCheck(ClientMemory memory, Findings findings) {
    this.memory = memory;
    this.findings = findings;
  }

  NaiveReplay model() {
    return model;
  }

  long records() {
    return nextNumber;
  }

  long createdTransfers() {
    return created;
  }

  long burntIds() {
    return burnt;
  }

  long expiredPendings() {
    return expired;
  }

  @Override
  public void record(byte[] b, int at, long number, long height) {
    if (number != nextNumber) {
      findings.add("record " + number + " stands where " + nextNumber + " is due");
    }
    nextNumber = number + 1;
    long timestamp = StoredRecord.timestamp(b, at);
    if (timestamp <= lastTimestamp) {
      findings.add("record " + number + " has a timestamp that does not rise");
    }
    lastTimestamp = timestamp;
    int type = StoredRecord.type(b, at);
    switch (type) {
      case RecordType.LEDGER_DECLARED -> {
        // The campaign's only ledger; the setup has seen it.
      }
      case RecordType.ACCOUNT_CREATED -> account(b, at, number, height);
      case RecordType.TRANSFER_CREATED, RecordType.TRANSFER_REFUSED ->
          transfer(b, at, number, height);
      case RecordType.PENDING_EXPIRED -> expiry(b, at, number);
      default -> findings.add("record " + number + " is of type " + type);
    }
  }

  private void account(byte[] b, int at, long number, long height) {
    Id id = new Id(AccountRequest.idHigh(b, at), AccountRequest.idLow(b, at));
    SentRow sent = memory.account(id);
    if (sent == null) {
      findings.add("record " + number + " is account " + id + ", which nobody asked for");
    } else {
      settle(sent, b, at, number, height);
    }
    if (!model.account(b, at)) {
      findings.add("record " + number + " creates account " + id + " a second time");
    }
  }

  private void transfer(byte[] b, int at, long number, long height) {
    Id id = new Id(TransferRequest.idHigh(b, at), TransferRequest.idLow(b, at));
    SentRow first = memory.transfer(id);
    SentRow sent = first == null ? null : memory.sentAs(id, b, at);
    if (sent == null) {
      findings.add("record " + number + " is transfer " + id + ", which nobody sent so");
    } else if (first.settled()) {
      findings.add(
          "transfer "
              + id
              + " is settled twice, as records "
              + first.settledNumber
              + " and "
              + number);
    } else {
      settle(first, b, at, number, height);
    }
    TransferResult stored = TransferResult.of(StoredRecord.result(b, at));
    boolean refused = StoredRecord.type(b, at) == RecordType.TRANSFER_REFUSED;
    if (refused == (stored == TransferResult.CREATED)) {
      findings.add("record " + number + " is of a type that does not fit " + stored.wireName());
    }
    TransferResult result =
        refused && sent != null
            ? refusal(sent, StoredRecord.timestamp(b, at))
            : model.transfer(b, at);
    if (result != stored) {
      findings.add(
          "record "
              + number
              + " is "
              + stored.wireName()
              + ", by the rules it is "
              + result.wireName());
    } else if (!refused && model.actualAmount() != StoredRecord.actualAmount(b, at)) {
      findings.add(
          "record "
              + number
              + " moved "
              + StoredRecord.actualAmount(b, at)
              + ", by the rules it is "
              + model.actualAmount());
    }
    if (refused) {
      burnt++;
    } else {
      created++;
    }
  }

  /** A row that broke its chain was judged after the rows before it, which then took no effect. */
  private TransferResult refusal(SentRow sent, long timestamp) {
    int firstAt = sent.at();
    while (firstAt > 0 && linked(sent.records(), firstAt - TransferRequest.BYTES)) {
      firstAt -= TransferRequest.BYTES;
    }
    return model.lastOfBrokenChain(sent.records(), firstAt, sent.at(), timestamp);
  }

  private static boolean linked(byte[] b, int at) {
    return (TransferRequest.flags(b, at) & TransferFlags.LINKED) != 0;
  }

  private void expiry(byte[] b, int at, long number) {
    long released = model.expire(b, at);
    if (released != StoredRecord.actualAmount(b, at)) {
      findings.add(
          "record "
              + number
              + " releases "
              + StoredRecord.actualAmount(b, at)
              + ", by the rules it is "
              + released);
    }
    expired++;
  }

  private static void settle(SentRow row, byte[] b, int at, long number, long height) {
    row.settledRequest = Arrays.copyOfRange(b, at, at + TransferRequest.BYTES);
    row.settledNumber = number;
    row.settledHeight = height;
    row.settledTimestamp = StoredRecord.timestamp(b, at);
    row.settledResult = StoredRecord.result(b, at);
  }
}
