package io.tallystick.account;

import io.tallystick.account.journal.EntityJournal;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A journal that all nodes share, and that can go away. Two writers both write, as Cassandra. */
public final class MemoryJournal implements EntityJournal {
  private final Map<String, List<byte[]>> entities = new HashMap<>();
  private boolean away;

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
    List<byte[]> events = List.copyOf(entities.getOrDefault(id, List.of()));
    return CompletableFuture.completedFuture(
        new Opened() {
          @Override
          public List<byte[]> events() {
            return events;
          }

          @Override
          public CompletionStage<Void> append(byte[] event) {
            synchronized (MemoryJournal.this) {
              if (away) {
                return CompletableFuture.failedFuture(unavailable());
              }
              entities.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
              return CompletableFuture.completedFuture(null);
            }
          }

          @Override
          public void close() {}
        });
  }
}
