package io.tallystick.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanProcessTest {
  @TempDir Path folder;

  @Test
  void aStrangerUnderTheNotedIdIsNotTakenForTheChild() throws IOException {
    Path note = folder.resolve("child.properties");
    Process stranger = new ProcessBuilder("sleep", "30").start();
    try {
      OrphanProcess.note(note, stranger.toHandle());
      assertThat(OrphanProcess.find(note, folder)).isEmpty();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aChildOfAFolderWhoseNameOnlyBeginsAlikeIsNotTaken() throws IOException {
    Path note = folder.resolve("child.properties");
    Process other = marked(folder + "-two");
    try {
      OrphanProcess.note(note, other.toHandle());
      assertThat(OrphanProcess.find(note, folder)).isEmpty();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void theNotedChildIsFoundUnlessItsStartTimeDiffers() throws IOException {
    Path note = folder.resolve("child.properties");
    Process child = marked(folder.toString());
    try {
      OrphanProcess.note(note, child.toHandle());
      assertThat(OrphanProcess.find(note, folder)).contains(child.toHandle());
      Files.writeString(note, "pid=" + child.pid() + "\nstarted=2001-01-01T00\\:00\\:00Z\n");
      assertThat(OrphanProcess.find(note, folder)).isEmpty();
      Files.writeString(note, "garbage");
      assertThat(OrphanProcess.find(note, folder)).isEmpty();
    } finally {
      child.destroyForcibly();
    }
  }

  private static Process marked(String path) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", "read line; echo $line", OrphanProcess.MARK + path, "more")
            .start();
    return process;
  }
}
