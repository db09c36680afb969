package io.tallystick.account.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in files: what was answered is there; only a torn end is cut. */
class FileJournalTest {
  @TempDir Path folder;

  private static byte[] event(int fill, int bytes) {
    byte[] event = new byte[bytes];
    Arrays.fill(event, (byte) fill);
    return event;
  }

  private EntityJournal.Opened opened() {
    try (FileJournal journal = new FileJournal(folder.resolve("policies"))) {
      return journal.open("a").toCompletableFuture().join();
    }
  }

  private void write(byte[]... events) {
    try (FileJournal journal = new FileJournal(folder.resolve("policies"))) {
      EntityJournal.Opened a = journal.open("a").toCompletableFuture().join();
      for (byte[] event : events) {
        a.append(event).toCompletableFuture().join();
      }
    }
  }

  private Path file() {
    return folder.resolve("policies").resolve("a.events");
  }

  @Test
  void eventsAreReadAsTheyWereWritten() {
    assertThat(opened().events()).isEmpty();
    write(event(1, 10), event(2, 1));
    write(event(3, 100));
    assertThat(opened().events()).containsExactly(event(1, 10), event(2, 1), event(3, 100));
  }

  @Test
  void aTornLastEventIsCutWhereverItBroke() throws Exception {
    write(event(1, 10), event(2, 20));
    byte[] whole = Files.readAllBytes(file());
    for (int length = 18; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThat(opened().events()).containsExactly(event(1, 10));
    }
    write(event(4, 5));
    assertThat(opened().events()).containsExactly(event(1, 10), event(4, 5));
  }

  @Test
  void damageBeforeAWholeEventIsNotCut() throws Exception {
    write(event(1, 10), event(2, 20));
    byte[] bytes = Files.readAllBytes(file());
    bytes[12] ^= 1;
    Files.write(file(), bytes);
    assertThatThrownBy(this::opened).hasRootCauseInstanceOf(TallystickException.class);
    assertThat(List.of(bytes.length)).containsExactly((int) Files.size(file()));
  }
}
