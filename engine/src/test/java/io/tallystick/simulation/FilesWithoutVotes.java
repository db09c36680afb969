package io.tallystick.simulation;

import io.tallystick.ordering.log.LogFile;
import io.tallystick.ordering.log.LogFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A log's files that skip the fsync of a group without entries: what only holds a term and a vote.
 */
final class FilesWithoutVotes implements LogFiles {
  private static final int SEGMENT_HEADER_BYTES = 4_096;
  private static final int BODY_BYTES_AT = 8;

  private final LogFiles sound;
  private File newest;

  FilesWithoutVotes(LogFiles sound) {
    this.sound = sound;
  }

  @Override
  public List<String> names() throws IOException {
    return sound.names();
  }

  @Override
  public LogFile create(String name, long bytes) throws IOException {
    if (newest != null) {
      // A file is whole before the next one follows; else the log would call itself damaged.
      newest.sound.force();
    }
    newest = new File(sound.create(name, bytes));
    return newest;
  }

  @Override
  public LogFile open(String name) throws IOException {
    newest = new File(sound.open(name));
    return newest;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    sound.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    sound.delete(name);
  }

  @Override
  public String describe() {
    return sound.describe();
  }

  @Override
  public void close() throws IOException {
    sound.close();
  }

  private static final class File implements LogFile {
    private final LogFile sound;
    private boolean onlyVote;

    File(LogFile sound) {
      this.sound = sound;
    }

    @Override
    public String name() {
      return sound.name();
    }

    @Override
    public long size() throws IOException {
      return sound.size();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      ByteBuffer group = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      onlyVote =
          position >= SEGMENT_HEADER_BYTES && group.getInt(group.position() + BODY_BYTES_AT) == 0;
      sound.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return sound.read(target, position);
    }

    @Override
    public void force() throws IOException {
      if (!onlyVote) {
        sound.force();
      }
    }

    @Override
    public void close() throws IOException {
      sound.close();
    }
  }
}
