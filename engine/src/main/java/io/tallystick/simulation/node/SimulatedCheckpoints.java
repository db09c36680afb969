package io.tallystick.simulation.node;

import io.tallystick.base.LittleEndian;
import io.tallystick.batch.ChainState;
import io.tallystick.ledger.LedgerCheckpoint;
import io.tallystick.ledger.PageSink;
import io.tallystick.ledger.PageSource;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import io.tallystick.ring.CheckpointState;
import io.tallystick.ring.CheckpointTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Checkpoints on a simulated disk, written within one step; a node's store writes them by a thread.
 * Durability is the same: the segments are forced first, then the file beside, then its name; the
 * two newest are kept, a bad one is put aside.
 *
 * <p>File, little-endian: log index u64 | log term u64 | unit open u8 | chain bytes u32 | chain |
 * meta bytes u32 | meta | pages of 4 KiB, section by section | CRC32C u32 of all before.
 */
final class SimulatedCheckpoints implements CheckpointTarget {
  private static final int KEPT = 2;
  private static final int PAGE_BYTES = LedgerCheckpoint.PAGE_LONGS * Long.BYTES;
  private static final int FIXED_BYTES = 2 * Long.BYTES + 1;
  private static final String PREFIX = "checkpoint-";
  private static final String BAD = ".bad";

  /** What a checkpoint gives back. */
  record Loaded(ChainState chain, long logIndex, boolean unitOpen, PageSource pages) {}

  private final FileAccess files;
  private final Path folder;
  private Runnable forceSegments = () -> {};

  SimulatedCheckpoints(FileAccess files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  void forceSegmentsWith(Runnable newForceSegments) {
    forceSegments = newForceSegments;
  }

  private List<Long> heights() throws IOException {
    List<Long> heights = new ArrayList<>();
    for (Path file : files.list(folder)) {
      String height = file.getFileName().toString().substring(PREFIX.length());
      if (height.matches("[0-9]{1,18}")) {
        heights.add(Long.parseLong(height));
      }
    }
    heights.sort(Comparator.reverseOrder());
    return heights;
  }

  private Path file(long height) {
    return folder.resolve(PREFIX + height);
  }

  /** Height of the newest one in place; 0 if there is none. */
  long newestHeight() throws IOException {
    List<Long> heights = heights();
    return heights.isEmpty() ? 0 : heights.get(0);
  }

  /** The newest one that is whole; null if none is. */
  Loaded newest() throws IOException {
    for (long height : heights()) {
      byte[] bytes = read(file(height));
      if (isWhole(bytes)) {
        return decode(bytes);
      }
      files.replace(file(height), file(height).resolveSibling(PREFIX + height + BAD));
      files.forceFolder(folder);
    }
    return null;
  }

  private byte[] read(Path file) throws IOException {
    try (FileChannel channel = files.openForReading(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      channel.read(bytes, 0);
      return bytes.array();
    }
  }

  private static boolean isWhole(byte[] bytes) {
    return bytes.length > Integer.BYTES
        && crc(bytes) == LittleEndian.getInt(bytes, bytes.length - Integer.BYTES);
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - Integer.BYTES);
    return (int) crc.getValue();
  }

  private static Loaded decode(byte[] bytes) {
    byte[] chain = part(bytes, FIXED_BYTES);
    int metaAt = FIXED_BYTES + Integer.BYTES + chain.length;
    byte[] meta = part(bytes, metaAt);
    return new Loaded(
        ChainState.decode(chain, 0, chain.length),
        LittleEndian.getLong(bytes, 0),
        bytes[2 * Long.BYTES] == 1,
        new Pages(meta, bytes, metaAt + Integer.BYTES + meta.length));
  }

  private static byte[] part(byte[] bytes, int at) {
    int from = at + Integer.BYTES;
    return Arrays.copyOfRange(bytes, from, from + LittleEndian.getInt(bytes, at));
  }

  private record Pages(byte[] meta, byte[] bytes, int start) implements PageSource {
    @Override
    public void page(int section, long page, long[] into, int offset, int longs) {
      int at = position(meta, start, section, page);
      for (int word = 0; word < longs; word++) {
        into[offset + word] = LittleEndian.getLong(bytes, at + word * Long.BYTES);
      }
    }
  }

  private static int position(byte[] meta, int start, int section, long page) {
    long before = page;
    long[] pages = LedgerCheckpoint.pagesOf(meta);
    for (int i = 0; i < section; i++) {
      before += pages[i];
    }
    return start + (int) before * PAGE_BYTES;
  }

  @Override
  public Writing begin(long height) {
    return new Collecting(height);
  }

  private final class Collecting implements Writing {
    private record Page(int section, long page, long[] words) {}

    private final long height;
    private final List<Page> pages = new ArrayList<>();

    Collecting(long height) {
      this.height = height;
    }

    @Override
    public PageSink pages() {
      return (section, page, source, offset, longs) -> {
        long[] words = new long[longs];
        System.arraycopy(source, offset, words, 0, longs);
        pages.add(new Page(section, page, words));
      };
    }

    @Override
    public void sections(long[] pagesOfSections) {}

    @Override
    public void commit(CheckpointState state) {
      forceSegments.run();
      try {
        write(encode(state));
      } catch (IOException e) {
        throw StorageFailure.writing(file(height), e);
      }
    }

    private byte[] encode(CheckpointState state) {
      byte[] chain = state.chain().encode();
      byte[] meta = state.ledgerMeta();
      int chainAt = FIXED_BYTES;
      int metaAt = chainAt + Integer.BYTES + chain.length;
      int head = metaAt + Integer.BYTES + meta.length;
      byte[] bytes = new byte[head + pages.size() * PAGE_BYTES + Integer.BYTES];
      LittleEndian.putLong(bytes, 0, state.logIndex());
      LittleEndian.putLong(bytes, Long.BYTES, state.logTerm());
      bytes[2 * Long.BYTES] = (byte) (state.unitOpen() ? 1 : 0);
      putPart(bytes, chainAt, chain);
      putPart(bytes, metaAt, meta);
      for (Page page : pages) {
        int at = position(meta, head, page.section(), page.page());
        for (int word = 0; word < page.words().length; word++) {
          LittleEndian.putLong(bytes, at + word * Long.BYTES, page.words()[word]);
        }
      }
      LittleEndian.putInt(bytes, bytes.length - Integer.BYTES, crc(bytes));
      return bytes;
    }

    private static void putPart(byte[] bytes, int at, byte[] part) {
      LittleEndian.putInt(bytes, at, part.length);
      System.arraycopy(part, 0, bytes, at + Integer.BYTES, part.length);
    }

    private void write(byte[] bytes) throws IOException {
      Path beside = folder.resolve(PREFIX + "unfinished");
      files.delete(beside);
      try (FileChannel channel = files.openForWriting(beside)) {
        channel.write(ByteBuffer.wrap(bytes), 0);
        channel.force(true);
      }
      files.replace(beside, file(height));
      files.forceFolder(folder);
      List<Long> heights = heights();
      for (long old : heights.subList(Math.min(KEPT, heights.size()), heights.size())) {
        files.delete(file(old));
      }
    }

    @Override
    public void abort() {
      pages.clear();
    }
  }
}
