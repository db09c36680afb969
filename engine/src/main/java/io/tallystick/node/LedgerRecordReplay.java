package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchFault;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.SealedBatch;
import io.tallystick.batch.SideKind;
import io.tallystick.batch.SideReader;
import io.tallystick.batch.verify.RecordReplay;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Applies sealed batches to a ledger: balances, limits, back-pointers, conservation, balance check.
 */
final class LedgerRecordReplay implements RecordReplay {
  private final Ledger ledger;
  private final ApplyOutput output = new ApplyOutput();

  LedgerRecordReplay(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Optional<BatchFault> replay(SealedBatch batch) {
    BatchHeader header = batch.header();
    try {
      ledger.replay(
          header.stampNs(),
          header.firstRecord(),
          batch.bytes(),
          batch.recordOffset(0),
          header.recordCount(),
          new SideNames(batch),
          output);
    } catch (TallystickException contradiction) {
      if (contradiction.kind() != ErrorKind.DAMAGED && contradiction.kind() != ErrorKind.INTERNAL) {
        throw contradiction;
      }
      return Optional.of(
          batch.recordsFault(
              "ledger_rules", "records that the rules allow", contradiction.getMessage()));
    }
    if (ledger.reads().balanceCheckLow() != header.balanceCheckLow()
        || ledger.reads().balanceCheckHigh() != header.balanceCheckHigh()) {
      return Optional.of(
          batch.recordsFault(
              "balance_check",
              hex(header.balanceCheckHigh(), header.balanceCheckLow()),
              hex(ledger.reads().balanceCheckHigh(), ledger.reads().balanceCheckLow())));
    }
    return Optional.empty();
  }

  /** What the last replayed batch gave, balance entries included. */
  ApplyOutput output() {
    return output;
  }

  private static String hex(long high, long low) {
    return String.format("%016x%016x", high, low);
  }

  /** The names in a sealed batch's side section, by record position. */
  private static final class SideNames implements Names {
    private record Place(int offset, int length) {}

    private final Map<Integer, Place> places = new HashMap<>();
    private final byte[] bytes;

    SideNames(SealedBatch batch) {
      SideReader side = batch.side();
      while (side.next()) {
        if (side.kind() == SideKind.NAME) {
          places.put(side.index(), new Place(side.valueOffset(), side.valueBytes()));
        }
      }
      bytes = side.bytes();
    }

    @Override
    public int length(int row) {
      Place place = places.get(row);
      return place == null ? 0 : place.length();
    }

    @Override
    public void copy(int row, byte[] into, int offset) {
      Place place = places.get(row);
      System.arraycopy(bytes, place.offset(), into, offset, place.length());
    }
  }
}
