package io.tallystick.simulation.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The names of files. A change of a name is seen at once and durable when its folder is forced; a
 * power loss keeps a first part of each folder's unforced changes.
 */
final class DiskNames {
  /** A name that comes (file), goes (null), or, with {@code from}, is given to another file. */
  private record Change(String from, String name, DiskFile file) {
    void apply(Map<String, DiskFile> names) {
      if (from != null) {
        names.remove(from);
      }
      if (file == null) {
        names.remove(name);
      } else {
        names.put(name, file);
      }
    }
  }

  private final TreeMap<String, DiskFile> current = new TreeMap<>();
  private final TreeMap<String, DiskFile> durable = new TreeMap<>();
  private final TreeMap<String, List<Change>> unforced = new TreeMap<>();

  DiskFile get(String name) {
    return current.get(name);
  }

  /** Every file by name, in order. */
  Map<String, DiskFile> all() {
    return current;
  }

  void create(String name, DiskFile file) {
    change(new Change(null, name, file));
  }

  void remove(String name) {
    if (current.containsKey(name)) {
      change(new Change(null, name, null));
    }
  }

  void rename(String from, String to) {
    change(new Change(from, to, current.get(from)));
  }

  private void change(Change change) {
    change.apply(current);
    unforced.computeIfAbsent(folderOf(change.name), folder -> new ArrayList<>()).add(change);
  }

  private static String folderOf(String name) {
    return String.valueOf(Path.of(name).getParent());
  }

  void force(String folder) {
    List<Change> changes = unforced.remove(folder);
    if (changes != null) {
      changes.forEach(change -> change.apply(durable));
    }
  }

  void crash(Loss loss, RandomGenerator random) {
    for (List<Change> changes : unforced.values()) {
      int kept =
          switch (loss) {
            case ALL -> 0;
            case NONE -> changes.size();
            case SOME, AFTER_A_POINT -> random.nextInt(changes.size() + 1);
          };
      changes.subList(0, kept).forEach(change -> change.apply(durable));
    }
    unforced.clear();
    current.clear();
    current.putAll(durable);
  }
}
