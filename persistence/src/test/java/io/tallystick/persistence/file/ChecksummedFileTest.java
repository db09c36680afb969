package io.tallystick.persistence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChecksummedFileTest {
  private static final byte[] OLD = "old content".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new, longer content".getBytes(StandardCharsets.UTF_8);

  @Test
  void everyFlippedBitAndEveryCutIsFound() throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Path file = folder.path().resolve("small");
      ChecksummedFile.write(FileAccess.standard(), file, OLD);
      byte[] whole = Files.readAllBytes(file);
      for (int bit = 0; bit < whole.length * 8; bit++) {
        TemporaryFolder.flip(file, bit);
        assertDamaged(file);
        Files.write(file, whole);
      }
      for (int bytes = 0; bytes < whole.length; bytes++) {
        TemporaryFolder.cut(file, bytes);
        assertDamaged(file);
        Files.write(file, whole);
      }
    }
  }

  private static void assertDamaged(Path file) {
    assertThatThrownBy(() -> ChecksummedFile.read(FileAccess.standard(), file))
        .hasFieldOrPropertyWithValue("code", "file_damaged")
        .hasMessageContaining(file.toString());
  }

  @Test
  void aCrashAtAnyStepLeavesTheOldOrTheNewContent() {
    boolean done = false;
    for (int changes = 0; !done; changes++) {
      try (TemporaryFolder folder = new TemporaryFolder()) {
        Path file = folder.path().resolve("small");
        ChecksummedFile.write(FileAccess.standard(), file, OLD);
        FaultyFileAccess files = new FaultyFileAccess().crashAfter(changes);
        try {
          ChecksummedFile.write(files, file, NEW);
          done = true;
        } catch (io.tallystick.base.TallystickException e) {
          assertThat(e.code()).isEqualTo("write_failed");
        }
        assertThat(ChecksummedFile.read(FileAccess.standard(), file).orElseThrow()).isIn(OLD, NEW);
        ChecksummedFile.write(FileAccess.standard(), file, NEW);
        assertThat(ChecksummedFile.read(FileAccess.standard(), file)).contains(NEW);
      }
    }
  }

  @Test
  void tooLittleRoomIsNamed() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      FreeSpace.require(folder.path(), 1);
      assertThatThrownBy(() -> FreeSpace.require(folder.path(), Long.MAX_VALUE))
          .hasFieldOrPropertyWithValue("code", "disk_full");
    }
  }
}
