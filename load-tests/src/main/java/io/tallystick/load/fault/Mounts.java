package io.tallystick.load.fault;

import io.tallystick.load.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own in memory, of a size that can be changed; needs the right to mount. */
public final class Mounts implements AutoCloseable {
  private final Path folder;

  private Mounts(Path folder) {
    this.folder = folder;
  }

  /** Mounts one; fails with what the system says. */
  public static Mounts memory(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    Programs.run(
        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    return new Mounts(folder);
  }

  /** Changes the size, and whether it may be written. */
  public void remount(String mountOptions) throws IOException {
    Programs.run("mount", "-o", "remount," + mountOptions, folder.toString());
  }

  @Override
  public void close() throws IOException {
    Programs.run("umount", folder.toString());
  }
}
