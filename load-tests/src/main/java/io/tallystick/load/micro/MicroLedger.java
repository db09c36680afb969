package io.tallystick.load.micro;

import io.tallystick.base.Checks;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.Names;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.ring.Body;

/** A ledger with accounts and no past: no id was ever seen before. */
final class MicroLedger {
  /** The number of its only ledger. */
  static final int LEDGER = 978;

  private static final String CODE = "EUR";
  private static final int SCALE = 2;
  private static final long START_NS = 1_800_000_000_000_000_000L;

  private final Ledger ledger =
      new Ledger(
          LedgerLimits.defaults(),
          new TransferLookup() {
            @Override
            public long find(int kind, long idHigh, long idLow) {
              return NONE;
            }

            @Override
            public void read(long number, byte[] into, int offset) {
              throw new IllegalStateException("nothing was found");
            }
          });

  private final ApplyOutput output = new ApplyOutput();
  private long stampNs = START_NS;

  MicroLedger(int accounts) {
    byte[] declared = new byte[LedgerRequest.BYTES];
    LedgerRequest.write(declared, 0, LEDGER, CODE, SCALE);
    begin(1);
    ledger.applyLedgers(declared, 0, 1);
    ledger.endBatch();
    for (int first = 0; first < accounts; first += Bodies.ROWS) {
      int count = Math.min(Bodies.ROWS, accounts - first);
      begin(count);
      ledger.applyAccounts(Bodies.accounts(first, count, LEDGER), 0, count, Names.EMPTY);
      ledger.endBatch();
    }
  }

  /** Stamps grow by what a batch may stamp at most. */
  private void begin(int events) {
    stampNs = Math.max(stampNs + 1, ledger.reads().lastTimestamp() + 2L * Bodies.ROWS + events);
    ledger.beginBatch(stampNs, events, ledger.reads().nextNumber(), output);
  }

  /** Applies rows of transfers as one batch. */
  ApplyOutput apply(byte[] bytes, int offset, int rows) {
    begin(rows);
    ledger.applyTransfers(bytes, offset, rows);
    ledger.endBatch();
    return output;
  }

  /** Applies a full body. */
  ApplyOutput apply(byte[] rows) {
    return apply(rows, 0, rows.length / Body.RECORD_BYTES);
  }

  /** The stamp of the batch applied last, nanoseconds since 1970. */
  long stampNs() {
    return stampNs;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Every row of the last batch was created. */
  void requireCreated() {
    for (int event = 0; event < output.eventCount(); event++) {
      Checks.equal(output.results()[event], 0, "result of a transfer that is measured");
    }
  }
}
