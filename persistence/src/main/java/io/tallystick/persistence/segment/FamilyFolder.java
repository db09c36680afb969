package io.tallystick.persistence.segment;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.ChecksummedFile;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The folder of one family: names of its files, how many whole records they hold, and how to cut
 * them.
 *
 * <p>Files are named {@code NAME-<file number, 12 digits>.seg}. The file {@code layout} (see {@link
 * ChecksummedFile}) holds: 0 record bytes u32 | 4 zero u32 | 8 records per file u64.
 */
final class FamilyFolder {
  private static final String LAYOUT_FILE = "layout";
  private static final String SUFFIX = ".seg";
  private static final int NUMBER_DIGITS = 12;

  private final Path path;
  private final FamilySettings settings;
  private final FileAccess files;

  private FamilyFolder(Path path, FamilySettings settings, FileAccess files) {
    this.path = path;
    this.settings = settings;
    this.files = files;
  }

  static FamilyFolder open(Path parent, FamilySettings settings, FileAccess files) {
    FamilyFolder folder = new FamilyFolder(parent.resolve(settings.name()), settings, files);
    if (!folder.layoutFits()) {
      folder.create(parent);
    }
    return folder;
  }

  static FamilyFolder openForReading(Path parent, FamilySettings settings, FileAccess files) {
    FamilyFolder folder = new FamilyFolder(parent.resolve(settings.name()), settings, files);
    if (!folder.layoutFits()) {
      throw folder.layoutMissing();
    }
    return folder;
  }

  private boolean layoutFits() {
    Optional<byte[]> layout = ChecksummedFile.read(files, path.resolve(LAYOUT_FILE));
    layout.ifPresent(this::checkLayout);
    return layout.isPresent();
  }

  private TallystickException layoutMissing() {
    return TallystickException.of(
        ErrorKind.DAMAGED, "file_missing", "The file " + path.resolve(LAYOUT_FILE) + " is missing");
  }

  private void create(Path parent) {
    if (files.exists(file(0))) {
      throw layoutMissing();
    }
    try {
      files.makeFolder(path);
      files.forceFolder(parent);
    } catch (IOException e) {
      throw StorageFailure.writing(path, e);
    }
    byte[] layout = new byte[16];
    LittleEndian.putInt(layout, 0, settings.recordBytes());
    LittleEndian.putLong(layout, 8, settings.recordsPerFile());
    ChecksummedFile.write(files, path.resolve(LAYOUT_FILE), layout);
  }

  private void checkLayout(byte[] layout) {
    int recordBytes = LittleEndian.getInt(layout, 0);
    long recordsPerFile = LittleEndian.getLong(layout, 8);
    if (recordBytes != settings.recordBytes() || recordsPerFile != settings.recordsPerFile()) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "family_layout_differs",
          path
              + " was made with records of "
              + recordBytes
              + " bytes, "
              + recordsPerFile
              + " a file, not "
              + settings.recordBytes()
              + " and "
              + settings.recordsPerFile());
    }
  }

  Path path() {
    return path;
  }

  Path file(long number) {
    return path.resolve(
        String.format(
            Locale.ROOT, "%s-%0" + NUMBER_DIGITS + "d%s", settings.name(), number, SUFFIX));
  }

  /** Whole records from the first file on, up to the first file that is missing or not full. */
  long countOfWholeRecords() {
    long fullBytes = settings.recordsPerFile() * settings.recordBytes();
    try {
      for (long number = 0; ; number++) {
        Path file = file(number);
        long bytes = files.exists(file) ? files.size(file) : 0;
        if (bytes < fullBytes) {
          return number * settings.recordsPerFile() + bytes / settings.recordBytes();
        }
      }
    } catch (IOException e) {
      throw StorageFailure.reading(path, e);
    }
  }

  /** Leaves the bytes of the first {@code count} records and nothing else; durable on return. */
  void cutTo(long count) throws IOException {
    long lastFile = count / settings.recordsPerFile();
    long lastBytes = count % settings.recordsPerFile() * settings.recordBytes();
    deleteFilesAfter(lastFile, lastBytes == 0);
    Path file = file(lastFile);
    if (lastBytes > 0 && files.size(file) != lastBytes) {
      try (FileChannel channel = files.openForWriting(file)) {
        channel.truncate(lastBytes);
        channel.force(true);
      }
    }
    files.forceFolder(path);
  }

  private void deleteFilesAfter(long lastFile, boolean lastToo) throws IOException {
    for (Path each : files.list(path)) {
      if (each.getFileName().toString().endsWith(SUFFIX)) {
        long number = numberOf(each);
        if (number > lastFile || (number == lastFile && lastToo)) {
          files.delete(each);
        }
      }
    }
  }

  private long numberOf(Path file) throws IOException {
    String name = file.getFileName().toString();
    String digits =
        name.substring(
            Math.min(name.length(), settings.name().length() + 1), name.length() - SUFFIX.length());
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IOException("unknown file among segments: " + file, e);
    }
  }
}
