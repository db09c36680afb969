package io.tallystick.ordering.simulation;

import io.tallystick.ordering.log.LogFile;
import io.tallystick.ordering.log.LogFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in memory. It remembers which sectors were written and not yet forced; a crash keeps or
 * loses each of them by itself, as a disk may. Faults are switched on from outside.
 */
public final class SimulatedFiles implements LogFiles {
  private static final int SECTOR_BYTES = 512;

  /** What a crash does to sectors that were never forced. */
  public enum Loss {
    ALL,
    NONE,
    /** Each sector by chance. */
    SOME,
    /** A cut at one sector: what lies before is kept. */
    AFTER_A_POINT
  }

  private static final class Content {
    byte[] written;
    byte[] durable;
    final BitSet dirty = new BitSet();
  }

  private final TreeMap<String, Content> files = new TreeMap<>();
  private long bytesFree = Long.MAX_VALUE;
  private boolean failForce;
  private boolean failWrite;
  private boolean readOnly;

  /** From now on every fsync fails, or works again. */
  public void failForce(boolean fails) {
    failForce = fails;
  }

  /** From now on every write fails, or works again. */
  public void failWrite(boolean fails) {
    failWrite = fails;
  }

  public void readOnly(boolean only) {
    readOnly = only;
  }

  /** So many bytes can still be allocated. */
  public void bytesFree(long bytes) {
    bytesFree = bytes;
  }

  public void flipBit(String name, long offset, int bit) {
    Content content = files.get(name);
    content.written[(int) offset] ^= (byte) (1 << bit);
    content.durable[(int) offset] ^= (byte) (1 << bit);
  }

  /** The durable bytes of a file, to look at or to change. */
  public byte[] durable(String name) {
    return files.get(name).durable;
  }

  public void replace(String name, byte[] bytes) {
    files.get(name).durable = bytes.clone();
    files.get(name).written = bytes.clone();
  }

  /** Power is lost. */
  public void crash(Loss loss, RandomGenerator random) {
    for (Content content : files.values()) {
      int count = content.dirty.cardinality();
      int keptOfPrefix = count == 0 ? 0 : random.nextInt(count + 1);
      int seen = 0;
      for (int sector = content.dirty.nextSetBit(0);
          sector >= 0;
          sector = content.dirty.nextSetBit(sector + 1)) {
        boolean kept =
            switch (loss) {
              case ALL -> false;
              case NONE -> true;
              case SOME -> random.nextBoolean();
              case AFTER_A_POINT -> seen < keptOfPrefix;
            };
        seen++;
        byte[] from = kept ? content.written : content.durable;
        byte[] to = kept ? content.durable : content.written;
        System.arraycopy(from, sector * SECTOR_BYTES, to, sector * SECTOR_BYTES, SECTOR_BYTES);
      }
      content.dirty.clear();
    }
  }

  @Override
  public List<String> names() {
    return new ArrayList<>(files.keySet());
  }

  @Override
  public LogFile create(String name, long bytes) throws IOException {
    requireWritable();
    if (bytes > bytesFree) {
      throw new IOException("No space left on device");
    }
    bytesFree -= bytes;
    Content content = new Content();
    content.written = new byte[(int) bytes];
    content.durable = new byte[(int) bytes];
    files.put(name, content);
    return new SimulatedFile(name, content);
  }

  @Override
  public LogFile open(String name) {
    return new SimulatedFile(name, files.get(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    requireWritable();
    files.put(to, files.remove(from));
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public String describe() {
    return "(simulated disk)";
  }

  @Override
  public void close() {}

  private void requireWritable() throws IOException {
    if (readOnly) {
      throw new IOException("Read-only file system");
    }
  }

  private final class SimulatedFile implements LogFile {
    private final String name;
    private final Content content;

    SimulatedFile(String name, Content content) {
      this.name = name;
      this.content = content;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long size() {
      return content.written.length;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      requireWritable();
      if (failWrite) {
        throw new IOException("Input/output error");
      }
      int length = source.remaining();
      source.get(content.written, (int) position, length);
      content.dirty.set(
          (int) (position / SECTOR_BYTES),
          (int) ((position + length + SECTOR_BYTES - 1) / SECTOR_BYTES));
    }

    @Override
    public int read(ByteBuffer target, long position) {
      int length = (int) Math.min(target.remaining(), content.written.length - position);
      if (length <= 0) {
        return 0;
      }
      target.put(content.written, (int) position, length);
      return length;
    }

    @Override
    public void force() throws IOException {
      if (failForce) {
        throw new IOException("Input/output error");
      }
      for (int sector = content.dirty.nextSetBit(0);
          sector >= 0;
          sector = content.dirty.nextSetBit(sector + 1)) {
        int at = sector * SECTOR_BYTES;
        System.arraycopy(content.written, at, content.durable, at, SECTOR_BYTES);
      }
      content.dirty.clear();
    }

    @Override
    public void close() {}
  }

  /** A copy of everything durable, as a second disk. */
  public SimulatedFiles copy() {
    SimulatedFiles copy = new SimulatedFiles();
    files.forEach(
        (name, content) -> {
          Content same = new Content();
          same.written = Arrays.copyOf(content.durable, content.durable.length);
          same.durable = same.written.clone();
          copy.files.put(name, same);
        });
    return copy;
  }
}
