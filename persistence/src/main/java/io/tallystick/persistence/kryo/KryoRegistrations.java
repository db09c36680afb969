package io.tallystick.persistence.kryo;

import com.esotericsoftware.kryo.Serializer;
import io.tallystick.base.Checks;
import io.tallystick.persistence.journal.JournalPosition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one table of what Kryo may write: identifier, class, serializer. An assigned identifier is
 * never changed nor used again; a changed layout gets a new one beside the old. Kryo itself keeps 0
 * … 19 for primitives and strings.
 *
 * <p>Ranges: 20-39 the journal, 40-99 workflow and policy events, 100-199 messages.
 */
public final class KryoRegistrations {
  /** The table. */
  static final List<Entry<?>> ALL =
      List.of(new Entry<>(20, JournalPosition.class, new JournalPositionKryo()));

  private static final int ID_MIN = 20;

  static {
    Set<Integer> ids = new HashSet<>();
    Set<Class<?>> types = new HashSet<>();
    for (Entry<?> entry : ALL) {
      Checks.that(entry.id >= ID_MIN && ids.add(entry.id), "Kryo id " + entry.id + " is free");
      Checks.that(types.add(entry.type), entry.type + " is registered once");
    }
  }

  private KryoRegistrations() {}

  /**
   * One row of the table. The serializer holds no state: it is shared by all threads.
   *
   * @param id stored before each object
   * @param type the exact class
   * @param serializer fixes its bytes
   */
  record Entry<T>(int id, Class<T> type, Serializer<T> serializer) {}
}
