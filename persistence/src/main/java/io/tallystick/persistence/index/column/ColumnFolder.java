package io.tallystick.persistence.index.column;

import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.ReadChannels;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** The files of all columns: one of each field for each stretch. Any thread. */
final class ColumnFolder implements AutoCloseable {
  private static final String SUFFIX = ".col";
  private static final int STRETCH_DIGITS = 12;
  private static final Pattern NAME =
      Pattern.compile("[0-9]{" + STRETCH_DIGITS + "}-[a-z0-9-]+\\" + SUFFIX);

  private final Path folder;
  private final ColumnSettings settings;
  private final FileAccess files;
  private final ReadChannels channels;

  ColumnFolder(Path folder, ColumnSettings settings, FileAccess files) {
    this.folder = folder;
    this.settings = settings;
    this.files = files;
    this.channels = new ReadChannels(files, this::path);
  }

  void make() {
    try {
      files.makeFolder(folder);
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
  }

  Path path(long stretch, int field) {
    return folder.resolve(
        String.format(
            Locale.ROOT,
            "%0" + STRETCH_DIGITS + "d-%s%s",
            stretch,
            settings.fields().get(field).name(),
            SUFFIX));
  }

  private Path path(long fileNumber) {
    int fields = settings.fields().size();
    return path(fileNumber / fields, (int) (fileNumber % fields));
  }

  /** Opens a column to be read; DAMAGED if it is missing, bad, or not of this place. */
  ColumnFile open(long stretch, int field, ColumnWork work) {
    return new ColumnFile(
        channels,
        stretch * settings.fields().size() + field,
        stretch,
        settings.fields().get(field),
        settings.stretchRecords(),
        work);
  }

  /** Whether a column's file has the size that its head says. */
  boolean hasSize(long stretch, int field, long bytes) {
    try {
      return Files.size(path(stretch, field)) == bytes;
    } catch (IOException e) {
      throw StorageFailure.reading(path(stretch, field), e);
    }
  }

  /** Lets readers see files that were put in the place of others. */
  void refresh() {
    channels.reset();
  }

  /** Removes the columns of a stretch and of all after it, and what an ended build left. */
  void removeFrom(long stretch) {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path each : names) {
        String name = each.getFileName().toString();
        if (!NAME.matcher(name).matches()
            || Long.parseLong(name, 0, STRETCH_DIGITS, 10) >= stretch) {
          files.delete(each);
        }
      }
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
    channels.reset();
  }

  @Override
  public void close() {
    channels.close();
  }
}
