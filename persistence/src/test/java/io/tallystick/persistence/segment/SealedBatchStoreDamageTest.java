package io.tallystick.persistence.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FaultyFileAccess;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.TemporaryFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBatchStoreDamageTest {
  private static final int FORCED = 12;
  private static final int BATCHES = 17;

  /** Twelve batches known to be durable and five that are not. */
  private static List<BatchFixture.Batch> fill(Path folder) {
    List<BatchFixture.Batch> batches = new ArrayList<>();
    try (SealedBatchStore store = BatchFixture.open(folder, 1)) {
      for (int i = 0; i < BATCHES; i++) {
        batches.add(BatchFixture.append(store));
        if (i + 1 == FORCED) {
          store.forceAll();
        }
      }
    }
    return batches;
  }

  /** Opening either refuses, naming the damage, or gives an unbroken prefix with all durable. */
  private static void assertPrefixOrRefusal(Path folder, List<BatchFixture.Batch> batches) {
    try (SealedBatchStore store = BatchFixture.open(folder, 1)) {
      assertThat(store.lastHeight()).isBetween((long) FORCED, (long) BATCHES);
      for (long height = 1; height <= store.lastHeight(); height++) {
        StoredBatch read = store.readBatch(height);
        BatchFixture.Batch written = batches.get((int) height - 1);
        assertThat(read.records()).isEqualTo(written.records());
        assertThat(read.side()).isEqualTo(written.side());
        assertThat(read.header()).isEqualTo(written.header());
      }
      BatchFixture.append(store);
    } catch (TallystickException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED);
      assertThat(e.getMessage()).contains(folder.toString());
    }
  }

  @Property(tries = 250)
  void aFlippedBitAnywhereIsRefusedOrCutAwayButNeverRead(
      @ForAll @LongRange(min = 0, max = 1L << 40) long place) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<BatchFixture.Batch> batches = fill(folder.path());
      List<Path> files = folder.files();
      Path file = files.get((int) (place % files.size()));
      TemporaryFolder.flip(file, place / files.size() % (sizeOf(file) * 8));
      assertPrefixOrRefusal(folder.path(), batches);
    }
  }

  @Property(tries = 120)
  void aFileCutAnywhereIsRefusedOrCutAwayButNeverRead(
      @ForAll @LongRange(min = 0, max = 1L << 40) long place) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<BatchFixture.Batch> batches = fill(folder.path());
      List<Path> files = folder.files();
      Path file = files.get((int) (place % files.size()));
      TemporaryFolder.cut(file, place / files.size() % sizeOf(file));
      assertPrefixOrRefusal(folder.path(), batches);
    }
  }

  @Test
  void everyMissingFileIsRefusedOrCutAwayButNeverOverlooked() throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<BatchFixture.Batch> batches = fill(folder.path());
      for (Path file : folder.files()) {
        try (TemporaryFolder copy = folder.copy()) {
          Files.delete(copy.path().resolve(folder.path().relativize(file).toString()));
          assertPrefixOrRefusal(copy.path(), batches);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"headers", "records", "sides", "roots", "entries"})
  void theLastBatchCutAtAnyByteOfAnyFamilyIsTornAboveTheForcedHeightAndDamageBelow(String family) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      fill(folder.path());
      Path newest = newestFile(folder.path(), family);
      long size = sizeOf(newest);
      long lastBegins = size - bytesOfLastBatchIn(folder.path(), family, newest);
      for (long bytes = lastBegins; bytes < size; bytes++) {
        try (TemporaryFolder copy = folder.copy()) {
          TemporaryFolder.cut(newestFile(copy.path(), family), bytes);
          try (SealedBatchStore store = BatchFixture.open(copy.path(), 1)) {
            assertThat(store.lastHeight()).isEqualTo(BATCHES - 1);
            store.forceAll();
          }
        }
        try (TemporaryFolder copy = folder.copy()) {
          try (SealedBatchStore store = BatchFixture.open(copy.path(), 1)) {
            store.forceAll();
          }
          TemporaryFolder.cut(newestFile(copy.path(), family), bytes);
          assertThatThrownBy(() -> BatchFixture.open(copy.path(), BATCHES))
              .hasFieldOrPropertyWithValue("code", "segment_damaged")
              .hasMessageContaining("Batch " + BATCHES)
              .hasMessageContaining(family)
              .hasMessageContaining("bytes ");
        }
      }
    }
  }

  @Property(tries = 60)
  void damageBelowTheCheckedHeightsIsFoundWhenTheBatchIsRead(
      @ForAll @IntRange(min = 0, max = 200_000) int place) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<BatchFixture.Batch> batches = fill(folder.path());
      Path file = folder.path().resolve("records/records-000000000000.seg");
      TemporaryFolder.flip(file, place % (sizeOf(file) * 8));
      Throwable failure = null;
      try (SealedBatchStore store = BatchFixture.open(folder.path(), FORCED)) {
        for (long height = 1; height <= store.lastHeight() && failure == null; height++) {
          long at = height;
          failure = catchThrowable(() -> store.readBatch(at));
          Optional<Damage> damage = store.inspect(height, BatchFixture::linked);
          assertThat(damage.isPresent()).isEqualTo(failure != null);
          if (failure == null) {
            assertThat(store.readBatch(height).records())
                .isEqualTo(batches.get((int) height - 1).records());
          }
        }
      }
      assertThat(failure).hasFieldOrPropertyWithValue("code", "segment_damaged");
    }
  }

  @Test
  void aDamagedStoreCanBeCutBelowTheDamageAndFilledAgain() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<BatchFixture.Batch> batches = fill(folder.path());
      TemporaryFolder.flip(folder.path().resolve("records/records-000000000001.seg"), 900);
      Throwable refusal = catchThrowable(() -> BatchFixture.open(folder.path(), 1));
      assertThat(refusal).hasFieldOrPropertyWithValue("code", "segment_damaged");
      SealedBatchStore.cutBelowDamage(
          folder.path(), BatchFixture.SETTINGS, 2, FileAccess.standard());
      try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
        assertThat(store.lastHeight()).isEqualTo(2);
        assertThat(store.forcedHeight()).isEqualTo(2);
        for (int i = 2; i < BATCHES; i++) {
          assertThat(BatchFixture.append(store).hash()).isEqualTo(batches.get(i).hash());
        }
      }
    }
  }

  @Test
  void batchesExchangedWithAllTheirBytesAreFoundByTheirLink() throws IOException {
    try (TemporaryFolder one = new TemporaryFolder();
        TemporaryFolder other = new TemporaryFolder()) {
      fill(one.path());
      try (SealedBatchStore store = BatchFixture.open(other.path(), 1)) {
        byte[] header = new byte[BatchFixture.HEADER_BYTES];
        header[40] = 1;
        store.append(1, header, BatchFixture.hash(header), new byte[0], 0, 0, new byte[0], 0, 0);
        store.forceAll();
      }
      byte[] frames = Files.readAllBytes(one.path().resolve("headers/headers-000000000000.seg"));
      byte[] foreign = Files.readAllBytes(other.path().resolve("headers/headers-000000000000.seg"));
      System.arraycopy(foreign, 0, frames, 0, foreign.length);
      Files.write(one.path().resolve("headers/headers-000000000000.seg"), frames);
      assertThatThrownBy(() -> BatchFixture.open(one.path(), 1))
          .hasFieldOrPropertyWithValue("code", "segment_damaged");
    }
  }

  @Test
  void aFullDiskIsNamedAndTheStoreTakesNothingMore() {
    for (long quota = 0; quota < 900; quota += 37) {
      try (TemporaryFolder folder = new TemporaryFolder()) {
        FaultyFileAccess files = new FaultyFileAccess();
        long written;
        try (SealedBatchStore store = BatchFixture.open(folder.path(), 1, files)) {
          for (int i = 0; i < 4; i++) {
            BatchFixture.append(store);
          }
          store.forceAll();
          files.quota(quota);
          Throwable failure = catchThrowable(() -> appendMany(store, 20));
          assertThat(failure)
              .hasFieldOrPropertyWithValue("code", "disk_full")
              .hasMessageContaining(folder.path().toString());
          written = store.lastHeight();
          files.quota(Long.MAX_VALUE);
          assertThatThrownBy(() -> BatchFixture.append(store))
              .hasFieldOrPropertyWithValue("code", "store_failed");
          assertThatThrownBy(store::forceAll).hasFieldOrPropertyWithValue("code", "store_failed");
        } catch (AssertionError e) {
          throw new AssertionError("quota " + quota, e);
        }
        try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
          assertThat(store.lastHeight()).isEqualTo(written);
          BatchFixture.append(store);
        }
      }
    }
  }

  private static void appendMany(SealedBatchStore store, int batches) {
    for (int i = 0; i < batches; i++) {
      BatchFixture.append(store);
    }
  }

  @Test
  void aFailedFsyncIsNeverRetried() {
    for (int good = 0; good < 6; good++) {
      try (TemporaryFolder folder = new TemporaryFolder()) {
        FaultyFileAccess files = new FaultyFileAccess();
        try (SealedBatchStore store = BatchFixture.open(folder.path(), 1, files)) {
          appendMany(store, 3);
          files.failForceAfter(good);
          assertThatThrownBy(store::forceAll).hasFieldOrPropertyWithValue("code", "write_failed");
          assertThat(store.forcedHeight()).isZero();
          assertThatThrownBy(store::forceAll).hasFieldOrPropertyWithValue("code", "store_failed");
          assertThatThrownBy(() -> BatchFixture.append(store))
              .hasFieldOrPropertyWithValue("code", "store_failed");
        }
      }
    }
  }

  @Test
  void aReadOnlyFolderIsNamed() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      FaultyFileAccess files = new FaultyFileAccess();
      fill(folder.path());
      try (SealedBatchStore store = BatchFixture.open(folder.path(), 1, files)) {
        files.readOnly(true);
        assertThatThrownBy(() -> BatchFixture.append(store))
            .hasFieldOrPropertyWithValue("code", "folder_read_only")
            .hasMessageContaining(folder.path().toString());
      }
      assertThatThrownBy(
              () ->
                  BatchFixture.open(
                      folder.path().resolve("new"), 1, new FaultyFileAccess().readOnly(true)))
          .hasFieldOrPropertyWithValue("code", "folder_read_only");
    }
  }

  @Test
  void theKernelsOwnFullDeviceIsReportedAsAFullDisk() {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full));
    FileAccess standard = FileAccess.standard();
    FileAccess onFullDevice =
        new FileAccess() {
          @Override
          public FileChannel openForReading(Path file) throws IOException {
            return standard.openForReading(file);
          }

          @Override
          public FileChannel openForWriting(Path file) throws IOException {
            return file.toString().endsWith(".seg")
                ? FileChannel.open(full, StandardOpenOption.WRITE)
                : standard.openForWriting(file);
          }

          @Override
          public void replace(Path from, Path to) throws IOException {
            standard.replace(from, to);
          }

          @Override
          public void delete(Path file) throws IOException {
            standard.delete(file);
          }

          @Override
          public void forceFolder(Path folder) throws IOException {
            standard.forceFolder(folder);
          }

          @Override
          public void makeFolder(Path folder) throws IOException {
            standard.makeFolder(folder);
          }
        };
    try (TemporaryFolder folder = new TemporaryFolder();
        SealedBatchStore store = BatchFixture.open(folder.path(), 1, onFullDevice)) {
      assertThatThrownBy(() -> BatchFixture.append(store))
          .hasFieldOrPropertyWithValue("code", "disk_full");
    }
  }

  @Property(tries = 80)
  void aCrashBetweenAnyTwoChangesOfTheDiskLeavesAStoreThatOpens(
      @ForAll @IntRange(min = 0, max = 140) int changes) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      FaultyFileAccess files = new FaultyFileAccess().crashAfter(changes);
      long appended = 0;
      long forced = 0;
      try (SealedBatchStore store = BatchFixture.open(folder.path(), 1, files)) {
        for (int i = 0; i < 20; i++) {
          BatchFixture.append(store);
          appended = store.lastHeight();
          if (i % 4 == 3) {
            forced = store.forceAll();
          }
          if (i == 10) {
            // A cut in two families is not one step on the disk either.
            forced = Math.min(forced, 6);
            store.truncateTo(6);
            appended = 6;
          }
        }
      } catch (TallystickException e) {
        assertThat(e.code()).isIn("write_failed", "store_failed");
      }
      try (SealedBatchStore store = BatchFixture.open(folder.path(), 1)) {
        assertThat(store.lastHeight()).isBetween(forced, Math.max(appended, 11));
        BatchFixture.append(store);
      }
    }
  }

  private static Path newestFile(Path folder, String family) {
    try (var files = Files.list(folder.resolve(family))) {
      return files
          .filter(file -> file.toString().endsWith(".seg"))
          .sorted()
          .reduce((a, b) -> b)
          .get();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long bytesOfLastBatchIn(Path folder, String family, Path newest) {
    try (SealedBatchStore store = BatchFixture.open(folder, 1)) {
      FixedSegments segments =
          store.allFamilies().stream()
              .filter(each -> each.settings().name().equals(family))
              .findFirst()
              .orElseThrow();
      long before =
          switch (family) {
            case "headers" -> BATCHES - 1;
            case "records" -> store.numbersOf(BATCHES).first();
            case "sides" -> segments.count() - store.readBatch(BATCHES).side().length;
            case "roots" -> store.extraCountsAt(BATCHES - 1)[0];
            default -> store.extraCountsAt(BATCHES - 1)[1];
          };
      long bytes = (segments.count() - before) * segments.settings().recordBytes();
      return Math.min(bytes, sizeOf(newest));
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
