package io.tallystick.batch;

import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Five batches made by hand, field by field, from what docs/batch-format.md says: a ledger, two
 * accounts, a transfer, a refusal without a number; a pending transfer and a refusal with a number;
 * an empty batch; a release and a transfer; refusals alone. Height 1 is the page's worked example.
 */
public final class GoldenChain {
  /** Stamp of height 1: 2027-01-15T08:00:00Z. */
  public static final long STAMP_NS = 1_800_000_000_000_000_000L;

  private static final long SECOND = 1_000_000_000L;
  private static final int TRANSFERS = 1;
  private static final int ACCOUNTS = 2;
  private static final int LEDGERS = 3;
  private static final int EUR = 978;
  private static final Id CUSTOMER = Id.ofName("", "customer:1");
  private static final Id NOSTRO = Id.ofName("", "nostro:YZ");
  private static final long NONE = StoredRecord.NONE;

  private final List<byte[]> entries = new ArrayList<>();
  private final List<byte[]> sealed = new ArrayList<>();
  private final EntryWriter writer = new EntryWriter(0);
  private final RefusalDigest refusals = new RefusalDigest();
  private final Sealer sealer =
      new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());
  // Per account: debits pending, debits posted, credits pending, credits posted.
  private final long[][] balances = new long[2][4];

  public GoldenChain() {
    firstHeight();
    secondHeight();
    thirdHeight();
    fourthHeight();
    fifthHeight();
  }

  /** The entries, height 1 first. */
  public List<byte[]> entries() {
    return entries;
  }

  /** The sealed batches, height 1 first. */
  public List<byte[]> sealed() {
    return sealed;
  }

  private void firstHeight() {
    byte[] ledger = new byte[128];
    LedgerRequest.write(ledger, 0, EUR, "EUR", 2);
    byte[] accounts = new byte[256];
    account(accounts, 0, CUSTOMER, 2);
    account(accounts, 128, NOSTRO, 0);
    byte[] transfers = new byte[256];
    transfer(transfers, 0, 1, NOSTRO, CUSTOMER, 1250);
    transfer(transfers, 128, 2, CUSTOMER, CUSTOMER, 1);
    TransferRequest.userData32(transfers, 0, 20270115);

    writer.begin();
    writer.addBody(LEDGERS, 1, ledger, 0);
    writer.addBody(ACCOUNTS, 2, accounts, 0);
    writer.addName(0, "customer:1");
    writer.addName(1, "nostro:YZ");
    writer.addBody(TRANSFERS, 2, transfers, 0);

    byte[] records = new byte[4 * StoredRecord.BYTES];
    record(records, 0, ledger, 0, STAMP_NS - 4, RecordType.LEDGER_DECLARED, 0, 0);
    record(records, 1, accounts, 0, STAMP_NS - 3, RecordType.ACCOUNT_CREATED, 0, 0);
    record(records, 2, accounts, 128, STAMP_NS - 2, RecordType.ACCOUNT_CREATED, 0, 0);
    record(records, 3, transfers, 0, STAMP_NS - 1, RecordType.TRANSFER_CREATED, 0, 1250);
    SideWriter side = new SideWriter();
    side.addName(1, "customer:1");
    side.addName(2, "nostro:YZ");
    refusals.add(4, TRANSFERS, TransferResult.ACCOUNTS_MUST_BE_DIFFERENT.number(), transfers, 128);
    balances[1][1] = 1250;
    balances[0][3] = 1250;
    BatchDraft draft =
        entry(1, STAMP_NS, 0).records(records, 0, 4).side(side.bytes(), 0, side.length());
    finish(draft);
  }

  private void secondHeight() {
    long stampNs = STAMP_NS + 2 * SECOND;
    byte[] transfers = pendingAndTooMuch();
    writer.begin();
    writer.addBody(TRANSFERS, 2, transfers, 0);
    byte[] records = new byte[2 * StoredRecord.BYTES];
    record(records, 0, transfers, 0, stampNs - 1, RecordType.TRANSFER_CREATED, 0, 500);
    references(records, 0, 3, 3, NONE);
    int exceedsCredits = TransferResult.EXCEEDS_CREDITS.number();
    record(records, 1, transfers, 128, stampNs, RecordType.TRANSFER_REFUSED, exceedsCredits, 0);
    balances[0][0] = 500;
    balances[1][2] = 500;
    finish(entry(1, stampNs, 0).records(records, 0, 2));
  }

  private static byte[] pendingAndTooMuch() {
    byte[] transfers = new byte[256];
    transfer(transfers, 0, 3, CUSTOMER, NOSTRO, 500);
    TransferRequest.flags(transfers, 0, TransferFlags.PENDING);
    TransferRequest.timeout(transfers, 0, 1);
    transfer(transfers, 128, 4, CUSTOMER, NOSTRO, 10_000);
    return transfers;
  }

  private void thirdHeight() {
    writer.begin();
    finish(entry(1, STAMP_NS + 2 * SECOND + 50_000_000, BatchFlags.CLOSES_JOURNAL_UNIT));
  }

  private void fourthHeight() {
    long stampNs = STAMP_NS + 5 * SECOND;
    byte[] expired = new byte[128];
    transfer(expired, 0, 0, CUSTOMER, NOSTRO, 500);
    TransferRequest.pendingId(expired, 0, 0, 3);
    byte[] transfers = new byte[128];
    transfer(transfers, 0, 5, CUSTOMER, NOSTRO, 250);
    writer.begin();
    writer.addBody(TRANSFERS, 1, transfers, 0);
    byte[] records = new byte[2 * StoredRecord.BYTES];
    long released = stampNs - 1 - 8_190 + 1;
    record(records, 0, expired, 0, released, RecordType.PENDING_EXPIRED, 0, 500);
    references(records, 0, 4, 4, 4);
    record(records, 1, transfers, 0, stampNs, RecordType.TRANSFER_CREATED, 0, 250);
    references(records, 1, 6, 6, NONE);
    balances[0] = new long[] {0, 250, 0, 1250};
    balances[1] = new long[] {0, 1250, 0, 250};
    finish(entry(2, stampNs, 0).records(records, 0, 2));
  }

  private void fifthHeight() {
    byte[] transfers = new byte[256];
    transfer(transfers, 0, 6, Id.ZERO, Id.ZERO, 0);
    TransferRequest.pendingId(transfers, 0, 0, 3);
    TransferRequest.flags(transfers, 0, TransferFlags.VOID_PENDING_TRANSFER);
    transfer(transfers, 128, 5, CUSTOMER, NOSTRO, 250);
    writer.begin();
    writer.addBody(TRANSFERS, 2, transfers, 0);
    refusals.add(0, TRANSFERS, TransferResult.PENDING_TRANSFER_EXPIRED.number(), transfers, 0);
    refusals.add(1, TRANSFERS, TransferResult.EXISTS.number(), transfers, 128);
    long stampNs = STAMP_NS + 5 * SECOND + 1_000_000;
    finish(entry(2, stampNs, BatchFlags.CLOSES_JOURNAL_UNIT));
  }

  private static void account(byte[] into, int at, Id id, int flags) {
    AccountRequest.id(into, at, id.high(), id.low());
    AccountRequest.ledger(into, at, EUR);
    AccountRequest.code(into, at, 100);
    AccountRequest.flags(into, at, flags);
  }

  private static void transfer(byte[] into, int at, long id, Id debit, Id credit, long amount) {
    TransferRequest.id(into, at, 0, id);
    TransferRequest.debitAccountId(into, at, debit.high(), debit.low());
    TransferRequest.creditAccountId(into, at, credit.high(), credit.low());
    TransferRequest.amount(into, at, amount);
    TransferRequest.ledger(into, at, EUR);
    TransferRequest.code(into, at, 1);
  }

  private static void record(
      byte[] into,
      int position,
      byte[] request,
      int requestAt,
      long timestampNs,
      int type,
      int result,
      long actualAmount) {
    int at = position * StoredRecord.BYTES;
    System.arraycopy(request, requestAt, into, at, 128);
    TransferRequest.timestamp(into, at, timestampNs);
    StoredRecord.tail(into, at, type, result, actualAmount, NONE, NONE, 0, NONE);
  }

  private static void references(
      byte[] records, int position, long debitPrevious, long creditPrevious, long related) {
    int at = position * StoredRecord.BYTES;
    StoredRecord.tail(
        records,
        at,
        StoredRecord.type(records, at),
        StoredRecord.result(records, at),
        StoredRecord.actualAmount(records, at),
        debitPrevious,
        creditPrevious,
        0,
        related);
  }

  private BatchDraft entry(long term, long stampNs, int flags) {
    writer.finish(stampNs, flags);
    entries.add(writer.copy());
    return new BatchDraft().order(term, stampNs, flags, writer.eventCount());
  }

  private void finish(BatchDraft draft) {
    BigInteger check = naiveBalanceCheck(balances);
    draft.balanceCheck(check.longValue(), check.shiftRight(64).longValue());
    sealer.seal(draft.refusals(refusals.finish()));
    sealed.add(SealedBatch.encode(sealer.preamble(), draft));
  }

  /** The formula of docs/batch-format.md, "Balance check", in plain numbers. */
  static BigInteger naiveBalanceCheck(long[][] balances) {
    BigInteger sum = BigInteger.ZERO;
    for (int slot = 0; slot < balances.length; slot++) {
      sum = sum.add(key(slot, 0));
      for (int field = 1; field <= 4; field++) {
        sum = sum.add(key(slot, field).multiply(BigInteger.valueOf(balances[slot][field - 1])));
      }
    }
    return sum.mod(BigInteger.ONE.shiftLeft(128));
  }

  private static BigInteger key(int slot, int field) {
    BigInteger h =
        u64(new BigInteger("9e3779b97f4a7c15", 16).multiply(BigInteger.valueOf(8L * slot + field)));
    h = h.xor(h.shiftRight(33));
    h = u64(h.multiply(new BigInteger("ff51afd7ed558ccd", 16)));
    h = h.xor(h.shiftRight(33));
    h = u64(h.multiply(new BigInteger("c4ceb9fe1a85ec53", 16)));
    return h.xor(h.shiftRight(33));
  }

  private static BigInteger u64(BigInteger number) {
    return number.mod(BigInteger.ONE.shiftLeft(64));
  }
}
