package io.tallystick.batch.verify;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchFault;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.SealedBatch;
import io.tallystick.batch.SideNames;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerReads;
import java.util.Optional;

/**
 * Replays records into a ledger, which makes each of them again from its request and the balances
 * before it, and holds the header's balance check against the one that comes out.
 */
public final class LedgerRecordReplay implements RecordReplay {
  private final Ledger ledger;
  private final ApplyOutput output = new ApplyOutput();
  private final SideNames names = new SideNames();

  /** A replay into a ledger that stands where the verification starts. */
  public LedgerRecordReplay(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Optional<BatchFault> replay(SealedBatch batch) {
    BatchHeader header = batch.header();
    if (header.rulesVersion() != Ledger.RULES_VERSION) {
      return Optional.of(
          batch.headerFault(
              "rules_version",
              Integer.toString(Ledger.RULES_VERSION),
              Integer.toString(header.rulesVersion())));
    }
    names.take(batch.side(), 0, header.recordCount());
    try {
      ledger.replay(
          header.stampNs(),
          header.firstRecord(),
          batch.bytes(),
          batch.recordOffset(0),
          header.recordCount(),
          names,
          output);
    } catch (TallystickException e) {
      if (e.kind() != ErrorKind.DAMAGED) {
        throw e;
      }
      return Optional.of(
          batch.recordsFault(e.code(), "records that can have come about", e.getMessage()));
    }
    return balanceFault(batch);
  }

  /** What the batch replayed last made anew, its balance entries among it; until the next one. */
  public ApplyOutput output() {
    return output;
  }

  private Optional<BatchFault> balanceFault(SealedBatch batch) {
    LedgerReads reads = ledger.reads();
    BatchHeader header = batch.header();
    if (header.balanceCheckLow() == reads.balanceCheckLow()
        && header.balanceCheckHigh() == reads.balanceCheckHigh()) {
      return Optional.empty();
    }
    return Optional.of(
        batch.headerFault(
            "balance_check",
            hex(reads.balanceCheckHigh(), reads.balanceCheckLow()),
            hex(header.balanceCheckHigh(), header.balanceCheckLow())));
  }

  private static String hex(long high, long low) {
    return "0x%016x%016x".formatted(high, low);
  }
}
