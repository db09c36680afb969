package io.tallystick.node;

import io.tallystick.batch.ChainState;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerCheckpoint;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.PageSink;
import io.tallystick.ledger.PageSource;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.persistence.checkpoint.CheckpointReader;
import io.tallystick.persistence.checkpoint.CheckpointStore;
import io.tallystick.persistence.checkpoint.CheckpointWriter;
import io.tallystick.persistence.checkpoint.SectionSpec;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.ring.CheckpointState;
import io.tallystick.ring.CheckpointTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's checkpoints in the data folder. Beside the ledger's pages each holds three small
 * parts: {@code ledger-meta} (sizes of its sections), {@code chain} (end of the chain and Merkle
 * frontier) and {@code order} (little-endian: log index u64, log term u64, 1 if the journal unit is
 * open u64).
 */
final class Checkpoints implements CheckpointTarget {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String LEDGER_META = "ledger-meta";
  private static final String CHAIN = "chain";
  private static final String ORDER = "order";
  private static final int ORDER_BYTES = 3 * Long.BYTES;
  private static final int PAGE_BYTES = LedgerCheckpoint.PAGE_LONGS * Long.BYTES;

  private final CheckpointStore store;
  private Runnable forceSegments = () -> {};

  private Checkpoints(CheckpointStore store) {
    this.store = store;
  }

  static Checkpoints open(Path folder) {
    return new Checkpoints(CheckpointStore.open(folder, FileAccess.standard()));
  }

  /** Sets what makes all local files durable; a checkpoint is put in place only behind it. */
  void forceSegmentsWith(Runnable newForceSegments) {
    this.forceSegments = newForceSegments;
  }

  /** Height of the newest checkpoint in place, whole or not; 0 if there is none. */
  long newestHeight() {
    List<Long> heights = store.heights();
    return heights.isEmpty() ? 0 : heights.get(0);
  }

  /** The ledger as of the newest whole checkpoint; empty if there is none. */
  Optional<LocalStore.Restored> restore(LedgerLimits limits, TransferLookup lookup) {
    CheckpointStore.Found found = store.newest();
    for (CheckpointStore.Bad bad : found.bad()) {
      LOG.warn(
          "the checkpoint of height {} is damaged and put aside: {}", bad.height(), bad.reason());
    }
    if (found.reader().isEmpty()) {
      return Optional.empty();
    }
    try (CheckpointReader reader = found.reader().get()) {
      byte[] chain = reader.blob(CHAIN);
      ByteBuffer order = ByteBuffer.wrap(reader.blob(ORDER)).order(ByteOrder.LITTLE_ENDIAN);
      long logIndex = order.getLong();
      order.getLong();
      boolean unitOpen = order.getLong() == 1;
      return Optional.of(
          new LocalStore.Restored(
              Ledger.restore(limits, lookup, new ReaderPages(reader)),
              ChainState.decode(chain, 0, chain.length),
              logIndex,
              unitOpen));
    }
  }

  /** A checkpoint's pages as the ledger wants them. */
  private record ReaderPages(CheckpointReader reader) implements PageSource {
    @Override
    public byte[] meta() {
      return reader.blob(LEDGER_META);
    }

    @Override
    public void page(int section, long page, long[] into, int offset, int longs) {
      reader.readPage(section, (int) page, into, offset);
    }
  }

  @Override
  public Writing begin(long height) {
    return new FileWriting(height);
  }

  /** Writes a checkpoint of a state that this process has, with its chain; used by a rebuild. */
  void write(Ledger ledger, ChainState chain, long logIndex, boolean unitOpen) {
    Writing writing = begin(chain.head().height());
    LedgerCheckpoint copying = ledger.beginCheckpoint(writing.pages());
    writing.sections(LedgerCheckpoint.pagesOf(copying.meta()));
    while (!copying.copySlice(Integer.MAX_VALUE)) {
      Thread.onSpinWait();
    }
    writing.commit(new CheckpointState(copying.meta(), chain, logIndex, 0, unitOpen));
  }

  private final class FileWriting implements Writing {
    private final long height;
    private CheckpointWriter writer;

    FileWriting(long height) {
      this.height = height;
    }

    @Override
    public void sections(long[] pages) {
      List<SectionSpec> sections = new ArrayList<>();
      for (int i = 0; i < pages.length; i++) {
        sections.add(new SectionSpec("ledger-" + i, PAGE_BYTES, pages[i]));
      }
      writer = store.begin(height, sections);
    }

    @Override
    public PageSink pages() {
      return (section, page, source, offset, longs) ->
          writer.page(section, (int) page, source, offset, longs);
    }

    @Override
    public void commit(CheckpointState state) {
      forceSegments.run();
      ByteBuffer order = ByteBuffer.allocate(ORDER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      order.putLong(state.logIndex()).putLong(state.logTerm()).putLong(state.unitOpen() ? 1 : 0);
      writer.blob(LEDGER_META, state.ledgerMeta());
      writer.blob(CHAIN, state.chain().encode());
      writer.blob(ORDER, order.array());
      writer.commit();
    }

    @Override
    public void abort() {
      if (writer != null) {
        writer.abort();
      }
    }
  }
}
