package io.tallystick.persistence.checkpoint;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.ChannelWriter;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.CRC32C;

/**
 * Writes one checkpoint. One thread hands over pages, each once and in any order; a thread of its
 * own writes them. The file is a function of the pages and blobs alone.
 *
 * <p>A page is copied into one of a fixed number of buffers; while none is free {@link #page} waits
 * and {@link #tryPage} says so.
 */
public final class CheckpointWriter implements AutoCloseable {
  /** Most memory for pages on their way, off the heap, in bytes. */
  public static final int QUEUE_BYTES_MAX = 1 << 23;

  private static final int BUFFERS_MAX = 256;
  private static final long FORCE_EVERY_BYTES = 16L << 20;

  /** A filled buffer with its place; without a buffer it ends the writing thread. */
  private record Filled(int section, int page, ByteBuffer bytes) {}

  private static final Filled END = new Filled(-1, 0, null);

  private final CheckpointStore store;
  private final CheckpointLayout layout;
  private final Path file;
  private final FileChannel channel;
  private final BlockingQueue<ByteBuffer> free;
  private final BlockingQueue<Filled> filled;
  private final SortedMap<String, byte[]> blobs = new TreeMap<>();
  private final int[][] pageCrcs;
  private final boolean[][] given;
  private final Thread thread;
  private long missing;
  private boolean ended;
  private volatile TallystickException failure;

  CheckpointWriter(
      CheckpointStore store, Path file, FileAccess files, long height, List<SectionSpec> sections) {
    this.store = store;
    this.file = file;
    this.layout = new CheckpointLayout(height, sections);
    this.pageCrcs = new int[sections.size()][];
    this.given = new boolean[sections.size()][];
    int largest = 8;
    for (int i = 0; i < sections.size(); i++) {
      pageCrcs[i] = new int[(int) sections.get(i).pages()];
      given[i] = new boolean[(int) sections.get(i).pages()];
      missing += sections.get(i).pages();
      largest = Math.max(largest, sections.get(i).pageBytes());
    }
    int buffers = Math.max(2, Math.min(BUFFERS_MAX, QUEUE_BYTES_MAX / largest));
    this.free = new ArrayBlockingQueue<>(buffers);
    this.filled = new ArrayBlockingQueue<>(buffers + 1);
    for (int i = 0; i < buffers; i++) {
      free.add(ByteBuffer.allocateDirect(largest).order(ByteOrder.LITTLE_ENDIAN));
    }
    try {
      files.delete(file);
      this.channel = files.openForWriting(file);
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
    this.thread = new Thread(this::writePages, "checkpoint-" + height);
    thread.setDaemon(true);
    thread.start();
  }

  /** Height of the state. */
  public long height() {
    return layout.height();
  }

  /** Hands over a page; waits while no buffer is free. What the page is longer than is zero. */
  public void page(int section, int page, byte[] source, int offset, int length) {
    ByteBuffer buffer = begin(section, page, length, await());
    buffer.put(source, offset, length);
    finish(section, page, buffer);
  }

  /** Hands over a page of 64-bit numbers, little-endian; waits while no buffer is free. */
  public void page(int section, int page, long[] source, int offset, int length) {
    ByteBuffer buffer = begin(section, page, (long) length * Long.BYTES, await());
    buffer.asLongBuffer().put(source, offset, length);
    buffer.position(length * Long.BYTES);
    finish(section, page, buffer);
  }

  /** Like {@link #page(int, int, long[], int, int)}, but false at once if no buffer is free. */
  public boolean tryPage(int section, int page, long[] source, int offset, int length) {
    checkFailure();
    ByteBuffer buffer = free.poll();
    if (buffer == null) {
      return false;
    }
    begin(section, page, (long) length * Long.BYTES, buffer);
    buffer.asLongBuffer().put(source, offset, length);
    buffer.position(length * Long.BYTES);
    finish(section, page, buffer);
    return true;
  }

  private ByteBuffer await() {
    checkFailure();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return free.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ByteBuffer begin(int section, int page, long bytes, ByteBuffer buffer) {
    Checks.inRange(bytes, 0, layout.sections().get(section).pageBytes(), "bytes of a page");
    Checks.that(!given[section][page], "a page is given once");
    given[section][page] = true;
    missing--;
    return buffer.clear();
  }

  private void finish(int section, int page, ByteBuffer buffer) {
    int end = layout.sections().get(section).pageBytes();
    while (buffer.position() + 8 <= end) {
      buffer.putLong(0);
    }
    while (buffer.position() < end) {
      buffer.put((byte) 0);
    }
    buffer.flip();
    // Never full: it holds one more than there are buffers.
    filled.add(new Filled(section, page, buffer));
  }

  /** Adds a small named part. */
  public void blob(String name, byte[] bytes) {
    Checks.that(blobs.put(name, bytes.clone()) == null, "a blob is given once: " + name);
  }

  private void writePages() {
    long unforced = 0;
    while (true) {
      Filled next = takeFilled();
      if (next.bytes() == null) {
        return;
      }
      int bytes = next.bytes().remaining();
      if (failure == null) {
        try {
          CRC32C crc = new CRC32C();
          crc.update(next.bytes().duplicate());
          pageCrcs[next.section()][next.page()] = (int) crc.getValue();
          long position = layout.pagePosition(next.section(), next.page());
          ChannelWriter.writeFully(channel, position, next.bytes());
          unforced += bytes;
          // In portions, so that the ordering log's fsyncs never wait behind a whole checkpoint.
          if (unforced >= FORCE_EVERY_BYTES) {
            channel.force(false);
            unforced = 0;
          }
        } catch (IOException e) {
          failure = StorageFailure.writing(file, e);
        }
      }
      free.add(next.bytes());
    }
  }

  private Filled takeFilled() {
    while (true) {
      try {
        return filled.take();
      } catch (InterruptedException e) {
        failure =
            TallystickException.of(
                ErrorKind.INTERNAL, "write_interrupted", "The writing of " + file + " was stopped");
      }
    }
  }

  /**
   * Completes the checkpoint: durable and in place on return; of the others only the newest stays.
   * To be called once every segment family is durable through the height.
   */
  public void commit() {
    Checks.equal(missing, 0, "pages that were not given");
    endThread();
    checkFailure();
    ChannelWriter writer = new ChannelWriter(1 << 16);
    try {
      CRC32C tablesCrc = new CRC32C();
      for (int section = 0; section < pageCrcs.length; section++) {
        byte[] table = new byte[pageCrcs[section].length * 4];
        for (int page = 0; page < pageCrcs[section].length; page++) {
          LittleEndian.putInt(table, page * 4, pageCrcs[section][page]);
        }
        tablesCrc.update(table);
        writer.write(channel, layout.tablePosition(section), table, 0, table.length);
      }
      byte[] blobBytes = CheckpointLayout.encodeBlobs(blobs);
      writer.write(channel, layout.blobsPosition(), blobBytes, 0, blobBytes.length);
      byte[] head = layout.encodeHead((int) tablesCrc.getValue(), blobBytes);
      writer.write(channel, 0, head, 0, head.length);
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
    store.putInPlace(file, layout.height());
  }

  /** Gives up a checkpoint that is not committed. */
  public void abort() {
    endThread();
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    } finally {
      store.discard(file);
    }
  }

  private void endThread() {
    if (ended) {
      return;
    }
    ended = true;
    filled.add(END);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkFailure() {
    TallystickException known = failure;
    if (known != null) {
      throw TallystickException.of(
          known.kind(), known.code(), "Checkpoint not written: " + known.getMessage(), known);
    }
  }

  /** Gives it up unless it was committed. */
  @Override
  public void close() {
    if (channel.isOpen()) {
      abort();
    }
  }
}
