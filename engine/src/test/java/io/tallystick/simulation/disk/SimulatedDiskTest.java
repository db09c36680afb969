package io.tallystick.simulation.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedDiskTest {
  private static final Path FOLDER = Path.of("/data/some");
  private static final Path FILE = FOLDER.resolve("file");
  private static final int SECTORS = 8;
  private static final int BYTES = SECTORS * DiskFile.SECTOR_BYTES;

  private final SimulatedDisk disk = new SimulatedDisk();
  private final SimulatedFileAccess files = new SimulatedFileAccess(disk);
  private final SplittableRandom random = new SplittableRandom(7);

  private void write(int value) throws IOException {
    byte[] bytes = new byte[BYTES];
    java.util.Arrays.fill(bytes, (byte) value);
    try (FileChannel channel = files.openForWriting(FILE)) {
      channel.write(ByteBuffer.wrap(bytes), 0);
    }
  }

  private void force() throws IOException {
    try (FileChannel channel = files.openForWriting(FILE)) {
      channel.force(true);
    }
    files.forceFolder(FOLDER);
  }

  private String sectors() throws IOException {
    StringBuilder text = new StringBuilder();
    try (FileChannel channel = files.openForReading(FILE)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      channel.read(bytes, 0);
      for (int at = 0; at < bytes.position(); at += DiskFile.SECTOR_BYTES) {
        text.append(bytes.get(at));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void whatWasForcedOutlivesAnyLoss(Loss loss) throws IOException {
    write(1);
    force();
    disk.crash(loss, random);
    assertThat(sectors()).isEqualTo("1".repeat(SECTORS));
  }

  @Test
  void whatWasNotForcedIsLostKeptOrTorn() throws IOException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      write(1);
      force();
      write(2);
      disk.crash(Loss.any(random), random);
      seen.add(sectors());
    }
    assertThat(seen).contains("1".repeat(SECTORS), "2".repeat(SECTORS)).hasSizeGreaterThan(6);
  }

  @Test
  void aLostLengthCutsTheFile() throws IOException {
    write(1);
    force();
    try (FileChannel channel = files.openForWriting(FILE)) {
      channel.write(ByteBuffer.allocate(BYTES), BYTES);
    }
    disk.crash(Loss.ALL, random);
    assertThat(files.size(FILE)).isEqualTo(BYTES);
  }

  @Test
  void anUnforcedCutMayComeBack() throws IOException {
    write(1);
    force();
    try (FileChannel channel = files.openForWriting(FILE)) {
      channel.truncate(DiskFile.SECTOR_BYTES);
    }
    assertThat(sectors()).isEqualTo("1");
    disk.crash(Loss.ALL, random);
    assertThat(sectors()).isEqualTo("1".repeat(SECTORS));
  }

  @Test
  void aNameIsDurableWithItsFolder() throws IOException {
    write(1);
    try (FileChannel channel = files.openForWriting(FILE)) {
      channel.force(true);
    }
    disk.crash(Loss.ALL, random);
    assertThat(files.exists(FILE)).isFalse();
    write(1);
    force();
    files.delete(FILE);
    assertThat(files.list(FOLDER)).isEmpty();
    disk.crash(Loss.ALL, random);
    assertThat(files.list(FOLDER)).containsExactly(FILE);
  }

  @Test
  void whatAFailedFsyncLeftNoLaterOneSaves() throws IOException {
    write(1);
    force();
    write(2);
    disk.failForceAfter(1);
    assertThatThrownBy(this::force).isInstanceOf(IOException.class);
    assertThat(disk.hasFailedForce()).isTrue();
    force();
    assertThat(sectors()).isEqualTo("2".repeat(SECTORS));
    disk.crash(Loss.NONE, random);
    assertThat(sectors()).isEqualTo("1".repeat(SECTORS));
  }

  @Test
  void withoutPowerNothingIsReadOrChanged() throws IOException {
    write(1);
    force();
    disk.losePowerAfter(2);
    write(2);
    assertThatThrownBy(() -> write(3)).isInstanceOf(IOException.class);
    assertThat(disk.isPowerLost()).isTrue();
    assertThatThrownBy(this::sectors).isInstanceOf(IOException.class);
    disk.crash(Loss.NONE, random);
    assertThat(sectors()).isEqualTo("2".repeat(SECTORS));
  }

  @Test
  void aFlippedBitStaysUntilItIsRestoredOrWrittenOver() throws IOException {
    write(1);
    force();
    assertThat(disk.flipBit(name -> true, random)).contains("/data/some/file");
    assertThat(disk.hasFlips()).isTrue();
    disk.crash(Loss.ALL, random);
    assertThat(disk.hasFlips()).isTrue();
    disk.restoreFlips();
    assertThat(sectors()).isEqualTo("1".repeat(SECTORS));
    assertThat(disk.flipBit(name -> true, random)).isNotNull();
    write(2);
    assertThat(disk.hasFlips()).isFalse();
  }
}
