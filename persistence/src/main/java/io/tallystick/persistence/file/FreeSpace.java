package io.tallystick.persistence.file;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room a folder's file system has left. */
public final class FreeSpace {
  private FreeSpace() {}

  /** Bytes that this process can still write under {@code folder}. */
  public static long usableBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw StorageFailure.reading(folder, e);
    }
  }

  /** Fails with {@code disk_full} unless {@code bytesMin} bytes are left. */
  public static void require(Path folder, long bytesMin) {
    long usable = usableBytes(folder);
    if (usable < bytesMin) {
      throw TallystickException.of(
          ErrorKind.INTERNAL,
          "disk_full",
          "Only " + usable + " bytes are left under " + folder + "; " + bytesMin + " are needed");
    }
  }
}
