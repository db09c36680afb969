package io.tallystick.load.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDamageTest {
  private static final int WRITTEN = 100_000;
  private static final int PREALLOCATED = 300_000;

  @TempDir Path folder;

  @Test
  void damageHitsWhatIsWrittenAndNeverThePreallocatedRest() throws IOException {
    for (FileDamage damage : FileDamage.values()) {
      for (int seed = 0; seed < 20; seed++) {
        Path file = folder.resolve("file");
        byte[] before = contents();
        Files.write(file, before);
        assertThat(damage.damage(file, new SplittableRandom(seed))).isNotNull();
        if (damage == FileDamage.MISSING) {
          assertThat(file).doesNotExist();
          continue;
        }
        byte[] after = Files.readAllBytes(file);
        int first = Arrays.mismatch(before, after);
        assertThat(first).as(damage + " " + seed).isBetween(0, WRITTEN - 1);
        if (damage != FileDamage.BIT_FLIPPED) {
          assertThat(first).isGreaterThanOrEqualTo(WRITTEN - 4_096);
        }
        if (damage == FileDamage.TAIL_CUT) {
          assertThat(after.length).isBetween(WRITTEN - 4_096, WRITTEN - 1);
        } else {
          assertThat(after).hasSize(PREALLOCATED);
          assertThat(Arrays.copyOfRange(after, WRITTEN, PREALLOCATED))
              .isEqualTo(new byte[PREALLOCATED - WRITTEN]);
        }
      }
    }
  }

  @Test
  void nothingCanBeTornInAFileOfZeros() throws IOException {
    Path file = folder.resolve("zeros");
    Files.write(file, new byte[1_000]);
    assertThat(FileDamage.TAIL_CUT.damage(file, new SplittableRandom(1))).isNull();
  }

  @Test
  void oneFileOfEachKindIsDamagedTheNewest() throws IOException {
    Path log = Files.createDirectories(folder.resolve("log"));
    Path records = Files.createDirectories(folder.resolve("segments/records"));
    for (String name : new String[] {"00000001.log", "00000002.log", "hard-state"}) {
      Files.write(log.resolve(name), new byte[] {1});
    }
    Files.write(records.resolve("000a.seg"), new byte[] {1});
    assertThat(StoreFiles.newest(folder))
        .containsExactlyInAnyOrder(
            log.resolve("00000002.log"), log.resolve("hard-state"), records.resolve("000a.seg"));
  }

  private static byte[] contents() {
    byte[] bytes = new byte[PREALLOCATED];
    Arrays.fill(bytes, 0, WRITTEN, (byte) 0x5A);
    return bytes;
  }
}
