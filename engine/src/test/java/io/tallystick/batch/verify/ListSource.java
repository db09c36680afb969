package io.tallystick.batch.verify;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Sealed batches as a list, each framed as it is: what a journal with a length field gives. */
final class ListSource implements SealedBatchSource {
  private final Iterator<byte[]> batches;
  private long offset;

  ListSource(List<byte[]> batches) {
    this.batches = batches.iterator();
  }

  @Override
  public Optional<SourcedBatch> next() {
    if (!batches.hasNext()) {
      return Optional.empty();
    }
    byte[] bytes = batches.next();
    SourcedBatch batch = new SourcedBatch(bytes, 0, bytes.length, place(), offset);
    offset += bytes.length;
    return Optional.of(batch);
  }

  @Override
  public String place() {
    return "list";
  }

  @Override
  public long placeOffset() {
    return offset;
  }
}
