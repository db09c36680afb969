package io.tallystick.persistence.cassandra;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Puts {@link ChildMain} into a jar of its own. The child's class path must hold neither the
 * engine's libraries nor a plain folder (a class archive refuses folders).
 */
final class ChildMainJar {
  private static final String ENTRY = ChildMain.class.getName().replace('.', '/') + ".class";

  private ChildMainJar() {}

  /** Writes the jar unless the same bytes are there: its time stamp is part of a class archive. */
  static void write(Path jar) throws IOException {
    byte[] bytes = bytes();
    if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), bytes)) {
      Files.write(jar, bytes);
    }
  }

  private static byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream type = ChildMain.class.getClassLoader().getResourceAsStream(ENTRY);
        JarOutputStream jar = new JarOutputStream(out)) {
      if (type == null) {
        throw TallystickException.of(
            ErrorKind.INTERNAL, "cassandra_start_failed", "Class file not found: " + ENTRY);
      }
      ZipEntry entry = new JarEntry(ENTRY);
      entry.setLastModifiedTime(FileTime.fromMillis(0));
      jar.putNextEntry(entry);
      type.transferTo(jar);
      jar.closeEntry();
    }
    return out.toByteArray();
  }
}
