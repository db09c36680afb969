package io.tallystick.node;

import io.tallystick.batch.verify.SealedBatchSource;
import io.tallystick.batch.verify.SourcedBatch;
import io.tallystick.persistence.journal.HistoryRow;
import io.tallystick.persistence.journal.JournalCursor;
import io.tallystick.persistence.journal.JournalReader;
import io.tallystick.persistence.journal.JournalUnit;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The chain as Cassandra holds it: epochs in order, each up to the height from which the next was
 * restored.
 */
final class JournalBatchSource implements SealedBatchSource {
  private final JournalReader reader;
  private final List<HistoryRow> histories;
  private final ArrayDeque<ByteBuffer> batches = new ArrayDeque<>();
  private int epoch = -1;
  private Iterator<JournalUnit> units;
  private String place = "the journal's start";
  private long placeOffset;
  private long height;

  JournalBatchSource(JournalReader reader, List<HistoryRow> histories) {
    this.reader = reader;
    this.histories = histories;
  }

  @Override
  public Optional<SourcedBatch> next() {
    while (batches.isEmpty() || height == endOfEpoch()) {
      if (!advance()) {
        return Optional.empty();
      }
    }
    ByteBuffer batch = batches.poll();
    byte[] bytes = new byte[batch.remaining()];
    batch.get(bytes);
    height++;
    SourcedBatch sourced = new SourcedBatch(bytes, 0, bytes.length, place, placeOffset);
    placeOffset += JournalUnit.LENGTH_BYTES + (long) bytes.length;
    return Optional.of(sourced);
  }

  /** Height at which the next epoch takes over. */
  private long endOfEpoch() {
    return epoch >= 0 && epoch + 1 < histories.size()
        ? histories.get(epoch + 1).restoredHeight()
        : Long.MAX_VALUE;
  }

  /** Goes to the next unit, or to the next epoch; false behind the last. */
  private boolean advance() {
    batches.clear();
    while (units == null || height == endOfEpoch() || !units.hasNext()) {
      if (epoch + 1 >= histories.size()) {
        return false;
      }
      epoch++;
      HistoryRow history = histories.get(epoch);
      height = history.restoredHeight();
      JournalCursor cursor = reader.open(history, height + 1);
      units = cursor;
    }
    JournalUnit unit = units.next();
    place = histories.get(epoch).persistenceId() + ", unit " + unit.number();
    placeOffset = JournalUnit.LENGTH_BYTES;
    batches.addAll(unit.batches());
    return true;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public long placeOffset() {
    return placeOffset;
  }
}
