package io.tallystick.account;

import io.tallystick.account.journal.EntityJournal;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A journal that all nodes share, and that can go away. Two writers both write, as Cassandra. */
public final class MemoryJournal implements EntityJournal {
  private final Map<String, List<byte[]>> entities = new HashMap<>();
  private final Map<String, Snapshot> snapshots = new HashMap<>();
  private boolean away;
  private boolean keepsNoSnapshots;
  private int read;

  private record Snapshot(int upTo, byte[] bytes) {}

  /** Whether snapshots are lost. */
  public synchronized void keepsNoSnapshots(boolean now) {
    keepsNoSnapshots = now;
  }

  /** Events that the newest opening read. */
  public synchronized int read() {
    return read;
  }

  /** Whether nothing can be read or written. */
  public synchronized void away(boolean now) {
    away = now;
  }

  /** Events of all entities. */
  public synchronized int size() {
    return entities.values().stream().mapToInt(List::size).sum();
  }

  private TallystickException unavailable() {
    return TallystickException.retry(ErrorKind.UNAVAILABLE, "policy_unavailable", "away", 1);
  }

  @Override
  public synchronized CompletionStage<Opened> open(String id) {
    if (away) {
      return CompletableFuture.failedFuture(unavailable());
    }
    List<byte[]> all = entities.getOrDefault(id, List.of());
    Snapshot snapshot = snapshots.getOrDefault(id, new Snapshot(0, null));
    List<byte[]> events = List.copyOf(all.subList(snapshot.upTo, all.size()));
    read = events.size();
    return CompletableFuture.completedFuture(new Entity(id, snapshot.bytes, events));
  }

  private final class Entity implements Opened {
    private final String id;
    private final byte[] snapshot;
    private final List<byte[]> events;
    private volatile int since;

    Entity(String id, byte[] snapshot, List<byte[]> events) {
      this.id = id;
      this.snapshot = snapshot;
      this.events = events;
      this.since = events.size();
    }

    @Override
    public Optional<byte[]> snapshot() {
      return Optional.ofNullable(snapshot);
    }

    @Override
    public List<byte[]> events() {
      return events;
    }

    @Override
    public int sinceSnapshot() {
      return since;
    }

    @Override
    public CompletionStage<Void> append(byte[] event, Optional<byte[]> newSnapshot) {
      synchronized (MemoryJournal.this) {
        if (away) {
          return CompletableFuture.failedFuture(unavailable());
        }
        List<byte[]> all = entities.computeIfAbsent(id, any -> new ArrayList<>());
        all.add(event);
        since++;
        if (newSnapshot.isPresent() && !keepsNoSnapshots) {
          snapshots.put(id, new Snapshot(all.size(), newSnapshot.get()));
          since = 0;
        }
        return CompletableFuture.completedFuture(null);
      }
    }

    @Override
    public void close() {}
  }
}
