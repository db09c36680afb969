package io.tallystick.node;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FreeSpace;
import io.tallystick.persistence.index.column.ColumnHost;
import io.tallystick.persistence.segment.SealedBatchStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sorted columns ask of the node: its segments, and whether its disk has room. */
final class ColumnUpkeep implements ColumnHost {
  private static final Logger LOG = LoggerFactory.getLogger(ColumnUpkeep.class);

  private final SealedBatchStore store;
  private final NodeFolder folder;
  private final long freeBytesMin;

  ColumnUpkeep(SealedBatchStore store, NodeFolder folder, long freeBytesMin) {
    this.store = store;
    this.folder = folder;
    this.freeBytesMin = freeBytesMin;
  }

  @Override
  public long recordCount() {
    return store.recordCount();
  }

  @Override
  public void forceThrough(long number) {
    store.forceAll();
  }

  @Override
  public boolean hasRoom() {
    return FreeSpace.usableBytes(folder.root()) >= freeBytesMin;
  }

  @Override
  public void failed(TallystickException failure) {
    LOG.warn("columns could not be made, queries go on without: {}", failure.getMessage(), failure);
  }
}
