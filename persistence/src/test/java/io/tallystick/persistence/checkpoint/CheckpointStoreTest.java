package io.tallystick.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FaultyFileAccess;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CheckpointStoreTest {
  private static final List<SectionSpec> SECTIONS =
      List.of(
          new SectionSpec("accounts", 256, 37),
          new SectionSpec("empty", 64, 0),
          new SectionSpec("names", 1024, 5));

  /** Writes the checkpoint whose content follows from its height, pages in the given order. */
  private static void write(CheckpointStore store, long height, long order) {
    List<int[]> places = new ArrayList<>();
    for (int section = 0; section < SECTIONS.size(); section++) {
      for (int page = 0; page < SECTIONS.get(section).pages(); page++) {
        places.add(new int[] {section, page});
      }
    }
    Collections.shuffle(places, new Random(order));
    try (CheckpointWriter writer = store.begin(height, SECTIONS)) {
      for (int[] place : places) {
        if (place[0] == 0) {
          long[] longs = longs(height, place[1]);
          if (order % 2 == 0 || !writer.tryPage(0, place[1], longs, 1, longs.length - 1)) {
            writer.page(0, place[1], longs, 1, longs.length - 1);
          }
        } else {
          byte[] bytes = bytes(height, place[1]);
          writer.page(place[0], place[1], bytes, 3, bytes.length - 3);
        }
      }
      if (order % 3 == 0) {
        writer.blob("frontier", bytes(height, 99));
        writer.blob("clock", new byte[] {1, 2, (byte) height});
      } else {
        writer.blob("clock", new byte[] {1, 2, (byte) height});
        writer.blob("frontier", bytes(height, 99));
      }
      writer.commit();
    }
  }

  private static long[] longs(long height, int page) {
    return new Random(height * 1000 + page).longs(1 + 32 - page % 3).toArray();
  }

  private static byte[] bytes(long height, int page) {
    byte[] bytes = new byte[1 + 1000 + page % 5];
    new Random(height * 7000 + page).nextBytes(bytes);
    return bytes;
  }

  private static void assertContent(CheckpointReader reader, long height) {
    assertThat(reader.height()).isEqualTo(height);
    assertThat(reader.sections()).isEqualTo(SECTIONS);
    for (int page = 0; page < 37; page++) {
      long[] expected = Arrays.copyOfRange(longs(height, page), 1, 33);
      long[] read = new long[34];
      reader.readPage(reader.section("accounts"), page, read, 2);
      assertThat(Arrays.copyOfRange(read, 2, 34)).isEqualTo(expected);
    }
    for (int page = 0; page < 5; page++) {
      byte[] written = bytes(height, page);
      byte[] expected = Arrays.copyOf(Arrays.copyOfRange(written, 3, written.length), 1024);
      byte[] read = new byte[1024];
      reader.readPage(2, page, read, 0);
      assertThat(read).isEqualTo(expected);
    }
    assertThat(reader.blobNames()).containsExactly("clock", "frontier");
    assertThat(reader.blob("frontier")).isEqualTo(bytes(height, 99));
  }

  private static CheckpointStore open(TemporaryFolder folder) {
    return CheckpointStore.open(folder.path(), FileAccess.standard());
  }

  private static long newestHeight(CheckpointStore store) {
    try (CheckpointReader reader = store.newest().reader().orElseThrow()) {
      assertContent(reader, reader.height());
      return reader.height();
    }
  }

  @Property(tries = 30)
  void theFileIsTheSameWhateverTheOrderOfPages(@ForAll long order) throws IOException {
    try (TemporaryFolder one = new TemporaryFolder();
        TemporaryFolder other = new TemporaryFolder()) {
      write(open(one), 5, order);
      write(open(other), 5, 1);
      assertThat(Files.readAllBytes(one.path().resolve("checkpoint-5")))
          .isEqualTo(Files.readAllBytes(other.path().resolve("checkpoint-5")));
      assertThat(newestHeight(open(one))).isEqualTo(5);
    }
  }

  @Test
  void theTwoNewestAreKept() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      CheckpointStore store = open(folder);
      assertThat(store.newest().reader()).isEmpty();
      for (long height : new long[] {3, 70, 9_000, 12_000}) {
        write(store, height, height);
      }
      assertThat(store.heights()).containsExactly(12_000L, 9_000L);
      assertThat(folder.files()).hasSize(2);
      assertThat(newestHeight(store)).isEqualTo(12_000);
    }
  }

  @Property(tries = 80)
  void aFlippedBitOrACutAnywhereFallsBackToTheOneBefore(
      @ForAll @LongRange(min = 0, max = 1L << 40) long place, @ForAll boolean cut)
      throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      CheckpointStore store = open(folder);
      write(store, 8, 1);
      write(store, 9, 2);
      Path file = folder.path().resolve("checkpoint-9");
      long size = Files.size(file);
      if (cut) {
        TemporaryFolder.cut(file, place % size);
      } else {
        TemporaryFolder.flip(file, place % (size * 8));
      }
      CheckpointStore.Found found = open(folder).newest();
      try (CheckpointReader reader = found.reader().orElseThrow()) {
        assertContent(reader, 8);
      }
      assertThat(found.bad()).hasSize(1);
      assertThat(found.bad().get(0).height()).isEqualTo(9);
      assertThat(found.bad().get(0).reason()).contains("checkpoint-9").contains("bytes ");
      write(store, 10, 1);
      assertThat(store.heights()).containsExactly(10L, 8L);
    }
  }

  @Property(tries = 40)
  void aCrashBetweenAnyTwoChangesLeavesTheOldOnesOrTheNew(
      @ForAll @IntRange(min = 0, max = 60) int changes) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      write(open(folder), 1, 1);
      write(open(folder), 2, 2);
      try {
        CheckpointStore crashing =
            CheckpointStore.open(folder.path(), new FaultyFileAccess().crashAfter(changes));
        write(crashing, 3, 3);
      } catch (TallystickException e) {
        assertThat(e.code()).isEqualTo("write_failed");
      }
      CheckpointStore after = open(folder);
      assertThat(newestHeight(after)).isIn(2L, 3L);
      write(after, 4, 4);
      assertThat(after.heights()).hasSize(2).contains(4L);
    }
  }

  @Test
  void anAbortedCheckpointLeavesNothing() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      CheckpointStore store = open(folder);
      CheckpointWriter writer = store.begin(4, SECTIONS);
      writer.page(0, 3, new long[32], 0, 32);
      writer.abort();
      assertThat(folder.files()).isEmpty();
    }
  }

  @Test
  void aPageMissingOrGivenTwiceIsRefused() {
    try (TemporaryFolder folder = new TemporaryFolder();
        CheckpointWriter writer = open(folder).begin(4, SECTIONS)) {
      writer.page(0, 3, new long[32], 0, 32);
      assertThatThrownBy(() -> writer.page(0, 3, new long[32], 0, 32))
          .isInstanceOf(TallystickException.class);
      assertThatThrownBy(writer::commit).hasMessageContaining("not given");
    }
  }

  @Test
  void aFullDiskIsReportedToWhoHandsPagesOver() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      FaultyFileAccess files = new FaultyFileAccess().quota(2_000);
      CheckpointStore store = CheckpointStore.open(folder.path(), files);
      assertThatThrownBy(() -> write(store, 4, 2)).hasFieldOrPropertyWithValue("code", "disk_full");
      assertThat(folder.files()).isEmpty();
    }
  }

  @Test
  void morePagesThanBuffersAreWrittenInBoundedMemory() {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      CheckpointStore store = open(folder);
      List<SectionSpec> large = List.of(new SectionSpec("large", 1 << 20, 40));
      try (CheckpointWriter writer = store.begin(1, large)) {
        long[] page = new long[1 << 17];
        for (int i = 0; i < 40; i++) {
          page[0] = i;
          writer.page(0, i, page, 0, page.length);
        }
        writer.commit();
      }
      try (CheckpointReader reader = store.newest().reader().orElseThrow()) {
        long[] page = new long[1 << 17];
        reader.readPage(0, 39, page, 0);
        assertThat(page[0]).isEqualTo(39);
      }
    }
  }
}
