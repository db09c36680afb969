package io.tallystick.batch;

import io.tallystick.base.LittleEndian;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One batch of a claim and of grants made by hand, field by field, from what docs/batch-format.md
 * says: the ledger EUR, the guarded account 7 and the account 8, two claims of 7, a transfer with
 * the grant of the second, one with that of the first and one without.
 */
final class GoldenClaims {
  static final long STAMP_NS = 1_800_000_000_000_000_000L;
  private static final int TRANSFERS = 1;
  private static final int ACCOUNTS = 2;
  private static final int LEDGERS = 3;
  private static final int CLAIMS = 6;
  private static final int GRANT = 6;
  private static final int EUR = 978;
  private static final int GUARDED = 64;
  private static final long NONE = -1;

  private final EntryWriter writer = new EntryWriter(0);
  private final RefusalDigest refusals = new RefusalDigest();
  private final Sealer sealer =
      new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());
  private final byte[] entry;
  private final byte[] sealed;

  GoldenClaims() {
    byte[] ledger = new byte[128];
    LedgerRequest.write(ledger, 0, EUR, "EUR", 2);
    byte[] accounts = new byte[256];
    account(accounts, 0, 7, GUARDED);
    account(accounts, 128, 8, 0);
    byte[] claims = new byte[256];
    claim(claims, 0, 501);
    claim(claims, 128, 502);
    byte[] transfers = new byte[3 * 128];
    for (int i = 0; i < 3; i++) {
      transfer(transfers, i * 128, 101 + i);
    }
    writer.begin();
    writer.addBody(LEDGERS, 1, ledger, 0);
    writer.addBody(ACCOUNTS, 2, accounts, 0);
    writer.addBody(CLAIMS, 2, claims, 0);
    writer.addBody(TRANSFERS, 3, transfers, 0);
    writer.addSide(GRANT, 0, new byte[] {4, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
    writer.addSide(GRANT, 1, new byte[] {3, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
    writer.finish(STAMP_NS, 0);
    entry = writer.copy();

    byte[] records = new byte[6 * StoredRecord.BYTES];
    record(records, 0, ledger, 0, STAMP_NS - 7, 1, 0, 0, NONE);
    record(records, 1, accounts, 0, STAMP_NS - 6, 2, 0, 0, NONE);
    record(records, 2, accounts, 128, STAMP_NS - 5, 2, 0, 0, NONE);
    record(records, 3, claims, 0, STAMP_NS - 4, 6, 0, 0, NONE);
    record(records, 4, claims, 128, STAMP_NS - 3, 6, 0, 0, 3);
    record(records, 5, transfers, 0, STAMP_NS - 2, 3, 700, 4, NONE);
    refusals.add(6, TRANSFERS, 1002, transfers, 128);
    refusals.add(7, TRANSFERS, 1001, transfers, 256);
    BigInteger check = GoldenChain.naiveBalanceCheck(new long[][] {{0, 700, 0, 0}, {0, 0, 0, 700}});
    BatchDraft draft =
        new BatchDraft()
            .order(1, STAMP_NS, 0, writer.eventCount())
            .records(records, 0, 6)
            .side(new byte[0], 0, 0)
            .refusals(refusals.finish())
            .balanceCheck(check.longValue(), check.shiftRight(64).longValue());
    sealer.seal(draft);
    sealed = SealedBatch.encode(sealer.preamble(), draft);
  }

  List<byte[]> entries() {
    return new ArrayList<>(List.of(entry));
  }

  List<byte[]> sealed() {
    return new ArrayList<>(List.of(sealed));
  }

  private static void account(byte[] into, int at, long id, int flags) {
    AccountRequest.id(into, at, 0, id);
    AccountRequest.ledger(into, at, EUR);
    AccountRequest.code(into, at, 100);
    AccountRequest.flags(into, at, flags);
  }

  private static void claim(byte[] into, int at, long claimId) {
    LittleEndian.putLong(into, at, 7);
    LittleEndian.putLong(into, at + 16, claimId);
    LittleEndian.putLong(into, at + 32, 3);
    Arrays.fill(into, at + 40, at + 72, (byte) 0xAB);
  }

  private static void transfer(byte[] into, int at, long id) {
    Id debit = new Id(0, 7);
    TransferRequest.id(into, at, 0, id);
    TransferRequest.debitAccountId(into, at, debit.high(), debit.low());
    TransferRequest.creditAccountId(into, at, 0, 8);
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
      long incarnation,
      long related) {
    int at = position * StoredRecord.BYTES;
    System.arraycopy(request, requestAt, into, at, 128);
    LittleEndian.putLong(into, at + 120, timestampNs);
    LittleEndian.putLong(into, at + 128, actualAmount);
    LittleEndian.putLong(into, at + 136, NONE);
    LittleEndian.putLong(into, at + 144, NONE);
    LittleEndian.putLong(into, at + 152, incarnation);
    LittleEndian.putLong(into, at + 160, related);
    LittleEndian.putInt(into, at + 168, 0);
    LittleEndian.putShort(into, at + 172, type);
    LittleEndian.putShort(into, at + 174, 0);
  }
}
