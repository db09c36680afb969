package io.tallystick.batch;

import io.tallystick.base.LittleEndian;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Two batches of participants and keys made by hand, field by field, from what docs/batch-format.md
 * says. Height 1, submitted by nobody's key: the ledger EUR, the operator {@code house} and {@code
 * bank-a}, a key of each. Height 2: the bank's key creates an account, moves money from it and is
 * refused what is not its own; the operator revokes that key.
 */
final class GoldenMembers {
  static final long STAMP_NS = 1_800_000_000_000_000_000L;
  private static final int TRANSFERS = 1;
  private static final int ACCOUNTS = 2;
  private static final int LEDGERS = 3;
  private static final int PARTICIPANTS = 4;
  private static final int KEYS = 5;
  private static final int SUBMITTER = 2;
  private static final int DISPLAY_NAME = 3;
  private static final int PUBLIC_KEY = 4;
  private static final int EUR = 978;
  private static final long NONE = -1;

  private final List<byte[]> entries = new ArrayList<>();
  private final List<byte[]> sealed = new ArrayList<>();
  private final EntryWriter writer = new EntryWriter(0);
  private final RefusalDigest refusals = new RefusalDigest();
  private final Sealer sealer =
      new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());

  GoldenMembers() {
    firstHeight();
    secondHeight();
  }

  List<byte[]> entries() {
    return entries;
  }

  List<byte[]> sealed() {
    return sealed;
  }

  static byte[] publicKey(int fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    return key;
  }

  private static byte[] participant(String code, int roles, int quorum) {
    byte[] row = new byte[128];
    byte[] ascii = code.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, row, 16, ascii.length);
    LittleEndian.putInt(row, 48, roles);
    LittleEndian.putInt(row, 56, quorum);
    LittleEndian.putInt(row, 60, 1);
    return row;
  }

  private static byte[] key(String id, String code, int roles, int action) {
    byte[] row = new byte[128];
    LittleEndian.putLong(row, 8, Long.parseUnsignedLong(id, 0, 16, 16));
    LittleEndian.putLong(row, 0, Long.parseUnsignedLong(id, 16, 32, 16));
    byte[] ascii = code.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, row, 16, ascii.length);
    LittleEndian.putInt(row, 88, roles);
    LittleEndian.putShort(row, 92, action == 3 ? 0 : 1);
    LittleEndian.putShort(row, 94, action);
    return row;
  }

  // SHA-256 of "tallystick:key:1:" and 32 bytes of 1 (of 2), first half.
  static final String ROOT_ID = "7532bb0ecd5f7e3af54caa15c43253cf";
  static final String BANK_ID = "5a58ab152a735d0cea6a952f2f9ac99b";

  private void firstHeight() {
    byte[] ledger = new byte[128];
    LedgerRequest.write(ledger, 0, EUR, "EUR", 2);
    byte[] participants = concat(participant("house", 16, 0), participant("bank-a", 15, 2));
    byte[] keys = concat(key(ROOT_ID, "house", 16, 1), key(BANK_ID, "bank-a", 1, 1));
    byte[] house = "House".getBytes(StandardCharsets.UTF_8);
    byte[] bank = "Bänk A".getBytes(StandardCharsets.UTF_8);
    writer.begin();
    writer.addBody(LEDGERS, 1, ledger, 0);
    writer.addBody(PARTICIPANTS, 2, participants, 0);
    writer.addSide(DISPLAY_NAME, 0, house, 0, house.length);
    writer.addSide(DISPLAY_NAME, 1, bank, 0, bank.length);
    writer.addBody(KEYS, 2, keys, 0);
    writer.addSide(PUBLIC_KEY, 0, publicKey(1), 0, 32);
    writer.addSide(PUBLIC_KEY, 1, publicKey(2), 0, 32);

    byte[] records = new byte[5 * StoredRecord.BYTES];
    record(records, 0, ledger, 0, STAMP_NS - 4, 1, 0, NONE, NONE, 0, NONE, 0);
    record(records, 1, participants, 0, STAMP_NS - 3, 9, 0, NONE, NONE, 0, NONE, 0);
    record(records, 2, participants, 128, STAMP_NS - 2, 9, 0, NONE, NONE, 0, NONE, 0);
    record(records, 3, keys, 0, STAMP_NS - 1, 7, 0, NONE, NONE, 0, 1, 0);
    record(records, 4, keys, 128, STAMP_NS, 7, 0, NONE, NONE, 0, 2, 0);
    SideWriter side = new SideWriter();
    side.add(DISPLAY_NAME, 1, house, 0, house.length);
    side.add(DISPLAY_NAME, 2, bank, 0, bank.length);
    side.add(PUBLIC_KEY, 3, publicKey(1), 0, 32);
    side.add(PUBLIC_KEY, 4, publicKey(2), 0, 32);
    finish(STAMP_NS, records, 5, side, new long[0][4]);
  }

  private void secondHeight() {
    long stampNs = STAMP_NS + 1_000_000_000L;
    byte[] accounts = new byte[256];
    Id customer = Id.ofName("bank-a", "customer:1");
    account(accounts, 0, customer);
    account(accounts, 128, new Id(0, 9));
    byte[] transfers = new byte[256];
    transfer(transfers, 0, 101, customer, new Id(0, 9));
    transfer(transfers, 128, 102, new Id(0, 9), customer);
    byte[] revocation = key(BANK_ID, "bank-a", 0, 3);
    writer.begin();
    writer.addBody(ACCOUNTS, 1, accounts, 0);
    writer.addName(0, "customer:1");
    writer.addSide(SUBMITTER, 0, new byte[] {2, 0, 0, 0}, 0, 4);
    writer.addBody(ACCOUNTS, 1, accounts, 128);
    writer.addSide(SUBMITTER, 0, new byte[] {1, 0, 0, 0}, 0, 4);
    writer.addBody(TRANSFERS, 2, transfers, 0);
    writer.addSide(SUBMITTER, 0, new byte[] {2, 0, 0, 0}, 0, 4);
    writer.addBody(KEYS, 1, revocation, 0);
    writer.addSide(SUBMITTER, 0, new byte[] {1, 0, 0, 0}, 0, 4);

    byte[] records = new byte[4 * StoredRecord.BYTES];
    record(records, 0, accounts, 0, stampNs - 4, 2, 0, NONE, NONE, 0, NONE, 2);
    record(records, 1, accounts, 128, stampNs - 3, 2, 0, NONE, NONE, 0, NONE, 1);
    record(records, 2, transfers, 0, stampNs - 2, 3, 700, NONE, NONE, 0, NONE, 2);
    record(records, 3, revocation, 0, stampNs, 7, 0, NONE, NONE, 1, 4, 1);
    refusals.add(3, TRANSFERS, 1014, transfers, 128);
    SideWriter side = new SideWriter();
    side.addName(0, "customer:1");
    finish(stampNs, records, 4, side, new long[][] {{0, 700, 0, 0}, {0, 0, 0, 700}});
  }

  private static void account(byte[] into, int at, Id id) {
    AccountRequest.id(into, at, id.high(), id.low());
    AccountRequest.ledger(into, at, EUR);
    AccountRequest.code(into, at, 100);
  }

  private static void transfer(byte[] into, int at, long id, Id debit, Id credit) {
    TransferRequest.id(into, at, 0, id);
    TransferRequest.debitAccountId(into, at, debit.high(), debit.low());
    TransferRequest.creditAccountId(into, at, credit.high(), credit.low());
    TransferRequest.amount(into, at, 700);
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
      long actualAmount,
      long debitPrevious,
      long creditPrevious,
      long submittingKey,
      long related,
      int submitter) {
    int at = position * StoredRecord.BYTES;
    System.arraycopy(request, requestAt, into, at, 128);
    LittleEndian.putLong(into, at + 120, timestampNs);
    LittleEndian.putLong(into, at + 128, actualAmount);
    LittleEndian.putLong(into, at + 136, debitPrevious);
    LittleEndian.putLong(into, at + 144, creditPrevious);
    LittleEndian.putLong(into, at + 152, submittingKey);
    LittleEndian.putLong(into, at + 160, related);
    LittleEndian.putInt(into, at + 168, 0);
    LittleEndian.putShort(into, at + 172, type);
    LittleEndian.putShort(into, at + 174, submitter);
  }

  private void finish(long stampNs, byte[] records, int count, SideWriter side, long[][] balances) {
    writer.finish(stampNs, 0);
    entries.add(writer.copy());
    BigInteger check = GoldenChain.naiveBalanceCheck(balances);
    BatchDraft draft =
        new BatchDraft()
            .order(1, stampNs, 0, writer.eventCount())
            .records(records, 0, count)
            .side(side.bytes(), 0, side.length())
            .refusals(refusals.finish())
            .balanceCheck(check.longValue(), check.shiftRight(64).longValue());
    sealer.seal(draft);
    sealed.add(SealedBatch.encode(sealer.preamble(), draft));
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
