package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.ChecksummedFile;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.FileTree;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a healed log in the place of a damaged one, so that a crash at any point leaves either the
 * damaged log, to be healed again, or the healed one.
 *
 * <p>The healed log is made in {@code log.healing}; the file {@code healed} in it, written last,
 * says that it is whole. Then {@code log} becomes {@code log.damaged-N}, and {@code log.healing}
 * becomes {@code log}.
 */
final class LogFolders {
  private static final Logger LOG = LoggerFactory.getLogger(LogFolders.class);
  private static final String NOTE = "healed";
  private static final String DAMAGED = "log.damaged-";

  private final FileAccess files;
  private final Path root;
  private final Path log;
  private final Path healing;

  LogFolders(NodeFolder folder) {
    this(folder, FileAccess.standard());
  }

  LogFolders(NodeFolder folder, FileAccess files) {
    this.files = files;
    this.root = folder.root();
    this.log = folder.log();
    this.healing = folder.root().resolve("log.healing");
  }

  /**
   * Ends what a crash left unfinished: a healed log that is whole takes its place if the damaged
   * one is already out of it; one that is not needed, or not whole, goes.
   */
  void finishInterrupted() {
    if (!Files.exists(healing)) {
      return;
    }
    if (Files.exists(log)) {
      removeTree(healing);
      return;
    }
    Optional<byte[]> note = ChecksummedFile.read(files, healing.resolve(NOTE));
    if (note.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "log_folder_missing",
          "The folder "
              + log
              + " is missing and "
              + healing
              + " is not whole; restore the log from a copy ("
              + DAMAGED
              + "N is the damaged one), or run rebuild --from-cassandra into an empty folder");
    }
    move(healing, log);
    LOG.warn("a healing that was interrupted is done: {}", text(note.get()));
  }

  /** Whether a crash interrupted a healing. */
  boolean isUnfinished() {
    return Files.exists(healing);
  }

  /** An empty folder to make the healed log in. */
  Path begin() {
    removeTree(healing);
    try {
      files.makeFolder(healing);
      files.forceFolder(root);
    } catch (IOException e) {
      throw StorageFailure.writing(healing, e);
    }
    return healing;
  }

  /**
   * Puts the log made there, which is durable, in place.
   *
   * @param note kept beside it: what was damaged and how it was healed
   * @return where the damaged log is kept
   */
  Path replace(String note) {
    ChecksummedFile.write(files, healing.resolve(NOTE), note.getBytes(StandardCharsets.UTF_8));
    Path kept = unused();
    move(log, kept);
    move(healing, log);
    return kept;
  }

  private Path unused() {
    int number = 1;
    while (Files.exists(root.resolve(DAMAGED + number))) {
      number++;
    }
    return root.resolve(DAMAGED + number);
  }

  private void move(Path from, Path to) {
    try {
      files.replace(from, to);
      files.forceFolder(root);
    } catch (IOException e) {
      throw StorageFailure.writing(to, e);
    }
  }

  /** Damaged logs that were put aside, and what an interrupted healing left. */
  List<Path> leftovers() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(
              path -> path.equals(healing) || path.getFileName().toString().startsWith(DAMAGED))
          .toList();
    } catch (IOException e) {
      throw StorageFailure.reading(root, e);
    }
  }

  private static String text(byte[] note) {
    return new String(note, StandardCharsets.UTF_8);
  }

  private static void removeTree(Path top) {
    try {
      FileTree.remove(top);
    } catch (IOException e) {
      throw StorageFailure.writing(top, e);
    }
  }
}
