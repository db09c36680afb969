package io.tallystick.persistence.checkpoint;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints of a folder, files {@code checkpoint-HEIGHT}. The two newest are kept. A bad one
 * is renamed to {@code checkpoint-HEIGHT.bad}, so that it never counts as one of the two.
 */
public final class CheckpointStore {
  /** Checkpoints that are kept. */
  public static final int KEPT = 2;

  private static final String PREFIX = "checkpoint-";
  private static final String UNFINISHED = ".tmp";
  private static final String BAD = ".bad";

  /**
   * A checkpoint whose bytes are not those written.
   *
   * @param height its height
   * @param file where it lies now
   * @param reason what was found, with byte range
   */
  public record Bad(long height, Path file, String reason) {}

  /**
   * What {@link #newest} found.
   *
   * @param reader the newest checkpoint that is whole, to be closed by the caller; empty if none is
   * @param bad newer ones that are not whole, newest first
   */
  public record Found(Optional<CheckpointReader> reader, List<Bad> bad) {}

  private final Path folder;
  private final FileAccess files;

  private CheckpointStore(Path folder, FileAccess files) {
    this.folder = folder;
    this.files = files;
  }

  /** Opens a folder, makes it if it is missing, and removes what was never committed. */
  public static CheckpointStore open(Path folder, FileAccess files) {
    CheckpointStore store = new CheckpointStore(folder, files);
    try {
      files.makeFolder(folder);
      files.forceFolder(folder.toAbsolutePath().getParent());
      try (DirectoryStream<Path> names =
          Files.newDirectoryStream(folder, PREFIX + "*" + UNFINISHED)) {
        for (Path each : names) {
          files.delete(each);
        }
      }
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
    return store;
  }

  /** Begins a checkpoint of a height; nothing is kept of it until it is committed. */
  public CheckpointWriter begin(long height, List<SectionSpec> sections) {
    return new CheckpointWriter(
        this, folder.resolve(PREFIX + height + UNFINISHED), files, height, sections);
  }

  /** Heights of the checkpoints in place, newest first. */
  public List<Long> heights() {
    List<Long> heights = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path each : names) {
        String height = each.getFileName().toString().substring(PREFIX.length());
        if (height.matches("[0-9]{1,19}")) {
          heights.add(Long.parseLong(height));
        }
      }
    } catch (IOException e) {
      throw StorageFailure.reading(folder, e);
    }
    heights.sort(Comparator.reverseOrder());
    return heights;
  }

  /**
   * The newest checkpoint of which every byte verifies, else the one before, and so on; those that
   * do not are put aside and reported.
   */
  public Found newest() {
    List<Bad> bad = new ArrayList<>();
    for (long height : heights()) {
      Path file = folder.resolve(PREFIX + height);
      try {
        return new Found(Optional.of(verified(file)), bad);
      } catch (TallystickException e) {
        bad.add(new Bad(height, putAside(file), e.getMessage()));
      }
    }
    return new Found(Optional.empty(), bad);
  }

  private CheckpointReader verified(Path file) {
    CheckpointReader reader = CheckpointReader.open(file, files);
    boolean whole = false;
    try {
      reader.verify();
      whole = true;
      return reader;
    } finally {
      if (!whole) {
        reader.close();
      }
    }
  }

  private Path putAside(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + BAD);
    try {
      files.replace(file, aside);
      files.forceFolder(folder);
    } catch (IOException e) {
      throw StorageFailure.writing(file, e);
    }
    return aside;
  }

  /** Renames a finished file into place and removes what is older than the two newest. */
  void putInPlace(Path unfinished, long height) {
    try {
      files.replace(unfinished, folder.resolve(PREFIX + height));
      files.forceFolder(folder);
      List<Long> heights = heights();
      for (long old : heights.subList(Math.min(KEPT, heights.size()), heights.size())) {
        files.delete(folder.resolve(PREFIX + old));
      }
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
  }

  void discard(Path unfinished) {
    try {
      files.delete(unfinished);
    } catch (IOException e) {
      throw StorageFailure.writing(unfinished, e);
    }
  }
}
