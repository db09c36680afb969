package io.tallystick.batch.verify;

import io.tallystick.batch.SealedBatch;
import java.util.Optional;

/** Sealed batches that lie back to back in one array, framed by their own counts. */
public final class ConcatenatedBatchSource implements SealedBatchSource {
  private final byte[] bytes;
  private final String place;
  private int next;

  /** A source over the whole array. */
  public ConcatenatedBatchSource(byte[] bytes, String place) {
    this.bytes = bytes;
    this.place = place;
  }

  @Override
  public Optional<SourcedBatch> next() {
    int rest = bytes.length - next;
    if (rest == 0) {
      return Optional.empty();
    }
    int stated = rest < SealedBatch.PREAMBLE_BYTES ? 0 : SealedBatch.lengthAt(bytes, next);
    int length = stated == 0 ? rest : Math.min(stated, rest);
    SourcedBatch batch = new SourcedBatch(bytes, next, length, place, next);
    next += length;
    return Optional.of(batch);
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public long placeOffset() {
    return next;
  }
}
