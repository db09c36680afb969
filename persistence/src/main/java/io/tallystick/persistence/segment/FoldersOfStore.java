package io.tallystick.persistence.segment;

import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.file.Path;

/** Makes a store's folder so that its name is durable. */
final class FoldersOfStore {
  private FoldersOfStore() {}

  static void make(Path folder, FileAccess files) {
    try {
      files.makeFolder(folder);
      files.forceFolder(folder.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
  }
}
