package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.file.DataFolderLock;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decides which history a data folder holds, and empties one on request. */
final class DataFolders {
  private DataFolders() {}

  /**
   * The history that the folder holds; empty if there is none. Whether it is still Cassandra's is
   * not looked at here.
   *
   * @param groupName that it must have
   */
  static Optional<GroupIdentity> known(NodeFolder folder, String groupName) {
    Optional<GroupIdentity> known = GroupIdentity.read(FileAccess.standard(), folder.identity());
    if (known.isPresent()) {
      requireName(known.get(), groupName, folder);
    } else if (holdsData(folder)) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "group_file_missing",
          "The file "
              + folder.identity()
              + " is missing beside settled data; restore it from a copy, or run rebuild --from-cassandra into an"
              + " empty folder");
    }
    return known;
  }

  /**
   * Begins a new history; refused if Cassandra holds one of the group's name.
   *
   * @param cassandra null without Cassandra
   */
  static GroupIdentity create(NodeFolder folder, String groupName, NodeCassandra cassandra) {
    GroupIdentity created = GroupIdentity.create(groupName, UUID.randomUUID());
    if (cassandra == null) {
      created.write(FileAccess.standard(), folder.identity());
      return created;
    }
    cassandra.requireNoHistory(groupName);
    // The folder first: a node with a history and no row inserts its row, a row without a node
    // would block the name.
    created.write(FileAccess.standard(), folder.identity());
    try {
      cassandra.claim(JournalFollower.historyOf(created));
    } catch (TallystickException overtaken) {
      if (overtaken.kind() == ErrorKind.DAMAGED) {
        remove(folder.identity());
      }
      throw overtaken;
    }
    return created;
  }

  private static void requireName(GroupIdentity identity, String groupName, NodeFolder folder) {
    if (!identity.name().equals(groupName)) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "group_name_differs",
          "The data folder "
              + folder.root()
              + " holds the group "
              + identity.name()
              + ", but group.name is "
              + groupName);
    }
  }

  private static boolean holdsData(NodeFolder folder) {
    return Files.exists(folder.segments())
        || Files.exists(folder.log())
        || new LogFolders(folder).isUnfinished();
  }

  /** Refuses a folder that holds settled batches or a log. */
  static void requireNoData(NodeFolder folder) {
    if (holdsData(folder) || Files.exists(folder.identity())) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "data_folder_not_empty",
          "The folder "
              + folder.root()
              + " holds a local store. A rebuild writes into an empty one: move everything but its cassandra folder"
              + " away first");
    }
  }

  /** Removes the columns, which are made anew from whatever the segments hold. */
  static void removeColumns(NodeFolder folder) {
    remove(folder.columns());
  }

  /** Removes everything but the child Cassandra. */
  static void removeData(NodeFolder folder) {
    for (Path part :
        List.of(
            folder.identity(),
            folder.replica(),
            folder.log(),
            folder.segments(),
            folder.index(),
            folder.checkpoints(),
            folder.columns(),
            folder.journalPosition())) {
      remove(part);
    }
  }

  /**
   * Removes everything of a node, a child Cassandra's data included; refused while a node runs on
   * it.
   */
  static void clean(NodeFolder folder) {
    if (!Files.exists(folder.root())) {
      return;
    }
    try (DataFolderLock lock = DataFolderLock.take(folder.root())) {
      CassandraChild.removeFolder(folder.cassandra());
      removeData(folder);
      new LogFolders(folder).leftovers().forEach(DataFolders::remove);
    }
  }

  private static void remove(Path path) {
    try {
      FileTree.remove(path);
    } catch (IOException problem) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "clean_failed", "cannot remove " + path + ": " + problem, problem);
    }
  }
}
