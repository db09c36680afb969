package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.LogView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The log as the core sees it, with entries that have left memory fetched from the files by another
 * thread. Everything but the fetching itself runs on the core's thread.
 */
public final class LoadingLogView implements LogView {
  /** Chunks that wait to be asked for; each is at most one append message, or one entry. */
  private static final int CHUNKS_MAX = 32;

  /**
   * What was fetched; to be given to {@link #loaded} on the core's thread.
   *
   * @param takenBack how often the log had taken entries back when it was asked for
   * @param entries empty if fetching failed
   */
  public record Chunk(
      long from, long takenBack, List<LogEntry> entries, RuntimeException failure) {}

  private final LogStore store;
  private final SegmentReader reader;
  private final Executor loader;
  private final Consumer<Chunk> onLoaded;
  private final Map<Long, Chunk> chunks = new HashMap<>();
  private final Set<Long> loading = new HashSet<>();

  /**
   * @param loader runs one task at a time, and may wait for the disk
   * @param onLoaded called by the loader
   */
  public LoadingLogView(LogStore store, Executor loader, Consumer<Chunk> onLoaded) {
    this.store = store;
    this.reader = store.segmentReader();
    this.loader = loader;
    this.onLoaded = onLoaded;
  }

  @Override
  public List<LogEntry> entries(long from, long bytesMax) {
    List<LogEntry> recent = store.entries(from, bytesMax);
    if (!recent.isEmpty()) {
      return recent;
    }
    Chunk chunk = chunks.remove(from);
    if (chunk != null && isStillTheLog(chunk)) {
      return withinBytes(chunk.entries(), bytesMax);
    }
    if (loading.size() < CHUNKS_MAX && loading.add(from)) {
      long last = store.lastIndex();
      long takenBack = store.takenBack();
      loader.execute(() -> onLoaded.accept(load(from, takenBack, last, bytesMax)));
    }
    return List.of();
  }

  private Chunk load(long from, long takenBack, long last, long bytesMax) {
    try {
      return new Chunk(from, takenBack, reader.read(from, last, bytesMax), null);
    } catch (RuntimeException e) {
      return new Chunk(from, takenBack, List.of(), e);
    }
  }

  /**
   * Takes what was fetched; the core may ask for it now.
   *
   * @throws RuntimeException why it could not be read, if the log has held it ever since
   */
  public void loaded(Chunk chunk) {
    loading.remove(chunk.from());
    if (chunk.failure() != null) {
      // Entries that were cut or taken back meanwhile are rightly not in the files.
      if (chunk.from() >= store.firstIndex() && chunk.takenBack() == store.takenBack()) {
        throw chunk.failure();
      }
      return;
    }
    if (chunks.size() >= CHUNKS_MAX) {
      chunks.clear();
    }
    chunks.put(chunk.from(), chunk);
  }

  /** A chunk may have been cut off, and other entries appended, since it was fetched. */
  private boolean isStillTheLog(Chunk chunk) {
    for (LogEntry entry : chunk.entries()) {
      if (store.term(entry.index()) != entry.term()) {
        return false;
      }
    }
    return true;
  }

  private static List<LogEntry> withinBytes(List<LogEntry> entries, long bytesMax) {
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      bytes += entries.get(i).length();
      if (i > 0 && bytes > bytesMax) {
        return entries.subList(0, i);
      }
    }
    return entries;
  }

  @Override
  public long firstIndex() {
    return store.firstIndex();
  }

  @Override
  public long lastIndex() {
    return store.lastIndex();
  }

  @Override
  public long term(long index) {
    return store.term(index);
  }

  @Override
  public long firstIndexOfTermAt(long index) {
    return store.firstIndexOfTermAt(index);
  }
}
