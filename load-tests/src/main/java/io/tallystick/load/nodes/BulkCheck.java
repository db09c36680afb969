package io.tallystick.load.nodes;

import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.load.crash.Findings;
import io.tallystick.load.crash.SettledOrder;
import java.util.BitSet;

/**
 * Holds the settled order against what was answered: every row of an answered body is there exactly
 * once, as it was sent, in one batch; nothing else is.
 */
final class BulkCheck implements SettledOrder.Records {
  private final BulkRows rows;
  private final BitSet answered;
  private final Findings findings;
  private final BitSet seen = new BitSet();
  private long created;
  private long lastBody = -1;
  private long lastHeight;

  /**
   * @param answered the numbers of bodies of which every row was answered as created or as existing
   */
  BulkCheck(BulkRows rows, BitSet answered, Findings findings) {
    this.rows = rows;
    this.answered = answered;
    this.findings = findings;
  }

  @Override
  public void record(byte[] record, int at, long number, long height) {
    int type = StoredRecord.type(record, at);
    if (type == RecordType.LEDGER_DECLARED || type == RecordType.ACCOUNT_CREATED) {
      return;
    }
    long index = rows.index(record, at);
    if (type != RecordType.TRANSFER_CREATED || index < 0 || !rows.same(record, at, index)) {
      findings.add("record " + number + " of type " + type + " is nothing that was sent");
      return;
    }
    if (seen.get(Math.toIntExact(index))) {
      findings.add("row " + index + " is settled twice, again as record " + number);
    }
    seen.set((int) index);
    created++;
    long body = index / rows.rows();
    if (body == lastBody && height != lastHeight) {
      findings.add("body " + body + " is split over batches " + lastHeight + " and " + height);
    }
    lastBody = body;
    lastHeight = height;
  }

  /** After the whole order: what was answered and is not there, and bodies of which a part is. */
  void end() {
    int bodies = Math.max(answered.length(), (seen.length() + rows.rows() - 1) / rows.rows());
    for (int body = 0; body < bodies; body++) {
      int from = body * rows.rows();
      int missing = rows.rows() - seen.get(from, from + rows.rows()).cardinality();
      if (answered.get(body) && missing > 0) {
        findings.add("body " + body + " was answered, " + missing + " of its rows are not there");
      } else if (missing > 0 && missing < rows.rows()) {
        findings.add("body " + body + " took effect in part: " + missing + " rows are not there");
      }
    }
  }

  long created() {
    return created;
  }
}
