package io.tallystick.ordering;

import io.tallystick.ordering.log.LogFile;
import io.tallystick.ordering.log.LogFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Files whose fsyncs can be held up. */
final class SlowFiles implements LogFiles {
  private final LogFiles files;
  private final Semaphore gate = new Semaphore(1);
  private boolean held;

  SlowFiles(LogFiles files) {
    this.files = files;
  }

  synchronized void hold() {
    if (!held) {
      gate.acquireUninterruptibly();
      held = true;
    }
  }

  synchronized void go() {
    if (held) {
      gate.release();
      held = false;
    }
  }

  @Override
  public List<String> names() throws IOException {
    return files.names();
  }

  @Override
  public LogFile create(String name, long bytes) throws IOException {
    return new SlowFile(files.create(name, bytes));
  }

  @Override
  public LogFile open(String name) throws IOException {
    return new SlowFile(files.open(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    files.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    files.delete(name);
  }

  @Override
  public String describe() {
    return files.describe();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private final class SlowFile implements LogFile {
    private final LogFile file;

    SlowFile(LogFile file) {
      this.file = file;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      file.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void force() throws IOException {
      gate.acquireUninterruptibly();
      gate.release();
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
