package io.tallystick.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The file system with a quota of bytes, failing fsyncs, a read-only mode, or a sudden crash. */
public final class FaultyFileAccess implements FileAccess {
  private final FileAccess inner = FileAccess.standard();
  private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger forcesLeft = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger effectsLeft = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger effects = new AtomicInteger();
  private volatile boolean readOnly;

  /** Writes fail with "No space left on device" after this many bytes; a part may be written. */
  public FaultyFileAccess quota(long bytes) {
    bytesLeft.set(bytes);
    return this;
  }

  /** The fsync after this many fails, and every later one succeeds, as Linux does it. */
  public FaultyFileAccess failForceAfter(int forces) {
    forcesLeft.set(forces);
    return this;
  }

  /** Every change of the disk after this many fails: the process died there. */
  public FaultyFileAccess crashAfter(int changes) {
    effectsLeft.set(changes);
    return this;
  }

  /** Every change is refused, as in a read-only folder. */
  public FaultyFileAccess readOnly(boolean on) {
    readOnly = on;
    return this;
  }

  /** How many changes of the disk there were. */
  public int changes() {
    return effects.get();
  }

  private void change(Path path) throws IOException {
    if (readOnly) {
      throw new AccessDeniedException(path.toString());
    }
    effects.incrementAndGet();
    if (effectsLeft.getAndDecrement() <= 0) {
      effectsLeft.set(0);
      throw new IOException("crashed before " + path);
    }
  }

  @Override
  public FileChannel openForReading(Path file) throws IOException {
    return inner.openForReading(file);
  }

  @Override
  public FileChannel openForWriting(Path file) throws IOException {
    if (readOnly || !Files.exists(file)) {
      change(file);
    }
    return new DelegatingChannel(inner.openForWriting(file)) {
      @Override
      public int write(ByteBuffer source, long position) throws IOException {
        change(file);
        long left = bytesLeft.get();
        if (left <= 0) {
          throw new IOException("No space left on device");
        }
        ByteBuffer part = source.duplicate();
        part.limit((int) Math.min(part.limit(), part.position() + left));
        int written = inner.write(part, position);
        source.position(source.position() + written);
        bytesLeft.addAndGet(-written);
        return written;
      }

      @Override
      public FileChannel truncate(long size) throws IOException {
        change(file);
        return super.truncate(size);
      }

      @Override
      public void force(boolean metaData) throws IOException {
        change(file);
        if (forcesLeft.getAndDecrement() == 0) {
          throw new IOException("Input/output error");
        }
        super.force(metaData);
      }
    };
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    change(to);
    inner.replace(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    if (Files.exists(file)) {
      change(file);
      inner.delete(file);
    }
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    inner.forceFolder(folder);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      change(folder);
    }
    inner.makeFolder(folder);
  }
}
