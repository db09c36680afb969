package io.tallystick.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionFileTest {
  @TempDir Path folder;

  @Test
  void aPositionComesBackAndADamagedOrMissingFileSaysNothing() throws IOException {
    Path file = folder.resolve("position");
    PositionFile position = new PositionFile(file);
    assertThat(position.read()).isEmpty();
    byte[] hash = new byte[JournalUnit.HASH_BYTES];
    Arrays.fill(hash, (byte) 3);
    JournalPosition written = new JournalPosition(4, 400, hash);
    position.write(written);
    assertThat(position.read()).contains(written);
    byte[] bytes = Files.readAllBytes(file);
    bytes[9] ^= 1;
    Files.write(file, bytes);
    assertThat(position.read()).isEmpty();
    Files.write(file, new byte[3]);
    assertThat(position.read()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenCostsOnlyTheHint() {
    new PositionFile(folder.resolve("missing/position"))
        .write(new JournalPosition(0, 0, new byte[JournalUnit.HASH_BYTES]));
  }
}
