package io.tallystick.ledger;

import java.util.Random;

/** A ledger without model or log, for large numbers. */
final class Bulk {
  /** Knows no id. */
  static final TransferLookup NOTHING =
      new TransferLookup() {
        @Override
        public long find(int kind, long idHigh, long idLow) {
          return NONE;
        }

        @Override
        public void read(long number, byte[] into, int offset) {
          throw new AssertionError("nothing to read");
        }
      };

  static final int ROWS = LedgerLimits.EVENTS_MAX;

  final Ledger ledger;
  final ApplyOutput out = new ApplyOutput();
  final byte[] rows = new byte[ROWS * 128];
  final Random random = new Random(5);
  long clock = Harness.START;
  private long nextId = 1;

  Bulk(LedgerLimits limits) {
    ledger = new Ledger(limits, NOTHING);
    LedgerRequest.write(rows, 0, 1, "EUR", 2);
    ledger.beginBatch(tick(1), 1, 0, out);
    ledger.applyLedgers(rows, 0, 1);
    ledger.endBatch();
  }

  private long tick(int events) {
    clock = Math.max(clock + 1, ledger.reads().lastTimestamp() + events + LedgerLimits.EVENTS_MAX);
    return clock;
  }

  /** Creates accounts 1 … count (low half scattered by an odd factor). */
  void accounts(int count, int flags) {
    int done = 0;
    while (done < count) {
      int n = Math.min(ROWS, count - done);
      for (int i = 0; i < n; i++) {
        int at = i * 128;
        java.util.Arrays.fill(rows, at, at + 128, (byte) 0);
        AccountRequest.id(rows, at, 0, accountId(done + i));
        AccountRequest.ledger(rows, at, 1);
        AccountRequest.code(rows, at, 1);
        AccountRequest.flags(rows, at, flags);
      }
      ledger.beginBatch(tick(n), n, ledger.reads().nextNumber(), out);
      ledger.applyAccounts(rows, 0, n, Names.EMPTY);
      ledger.endBatch();
      done += n;
    }
  }

  static long accountId(int i) {
    return (i + 1) * 0x9e3779b97f4a7c15L;
  }

  /** Fills all rows with transfers of 1 between random accounts. */
  void fill(int accounts, int flags, int timeoutSeconds) {
    for (int i = 0; i < ROWS; i++) {
      int at = i * 128;
      java.util.Arrays.fill(rows, at, at + 128, (byte) 0);
      int debit = random.nextInt(accounts);
      int credit = (debit + 1 + random.nextInt(accounts - 1)) % accounts;
      TransferRequest.id(rows, at, random.nextLong() >>> 1, nextId++);
      TransferRequest.debitAccountId(rows, at, 0, accountId(debit));
      TransferRequest.creditAccountId(rows, at, 0, accountId(credit));
      TransferRequest.amount(rows, at, 1);
      TransferRequest.ledger(rows, at, 1);
      TransferRequest.code(rows, at, 1);
      TransferRequest.flags(rows, at, flags);
      TransferRequest.timeout(rows, at, timeoutSeconds);
    }
  }

  /** Turns the rows, which were pending transfers, into posts of them. */
  void turnIntoPosts() {
    for (int i = 0; i < ROWS; i++) {
      int at = i * 128;
      TransferRequest.pendingId(
          rows, at, TransferRequest.idHigh(rows, at), TransferRequest.idLow(rows, at));
      TransferRequest.id(rows, at, 0, nextId++);
      TransferRequest.flags(rows, at, TransferFlags.POST_PENDING_TRANSFER);
      TransferRequest.timeout(rows, at, 0);
    }
  }

  /** Applies all rows as one batch; allocates nothing of its own. */
  void apply() {
    ledger.beginBatch(tick(ROWS), ROWS, ledger.reads().nextNumber(), out);
    ledger.applyTransfers(rows, 0, ROWS);
    ledger.endBatch();
  }

  /** Applies a batch without events. */
  void applyNothing() {
    ledger.beginBatch(tick(0), 0, ledger.reads().nextNumber(), out);
    ledger.endBatch();
  }

  int created() {
    int created = 0;
    for (int i = 0; i < out.eventCount(); i++) {
      created += out.results()[i] == 0 ? 1 : 0;
    }
    return created;
  }
}
