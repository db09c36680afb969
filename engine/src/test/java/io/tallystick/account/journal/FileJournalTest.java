package io.tallystick.account.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in files: what was answered is there; only a torn end is cut. */
class FileJournalTest {
  @TempDir Path folder;

  private final ForcedFolders files = new ForcedFolders();

  /** The file system, with a note of what folders were made durable. */
  private static final class ForcedFolders implements FileAccess {
    private final FileAccess real = FileAccess.standard();
    private final List<Path> forced = new CopyOnWriteArrayList<>();

    @Override
    public FileChannel openForReading(Path file) throws IOException {
      return real.openForReading(file);
    }

    @Override
    public FileChannel openForWriting(Path file) throws IOException {
      return real.openForWriting(file);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      real.replace(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      real.delete(file);
    }

    @Override
    public void forceFolder(Path forcedFolder) throws IOException {
      real.forceFolder(forcedFolder);
      forced.add(forcedFolder);
    }

    @Override
    public void makeFolder(Path made) throws IOException {
      real.makeFolder(made);
    }
  }

  private static byte[] event(int fill, int bytes) {
    byte[] event = new byte[bytes];
    Arrays.fill(event, (byte) fill);
    return event;
  }

  private EntityJournal.Opened opened() {
    try (FileJournal journal = new FileJournal(folder.resolve("policies"), files)) {
      return journal.open("a").toCompletableFuture().join();
    }
  }

  private void write(byte[]... events) {
    try (FileJournal journal = new FileJournal(folder.resolve("policies"), files)) {
      EntityJournal.Opened a = journal.open("a").toCompletableFuture().join();
      for (byte[] event : events) {
        a.append(event, Optional.empty()).toCompletableFuture().join();
      }
    }
  }

  private void snapshot(byte[] event, byte[] snapshot) {
    try (FileJournal journal = new FileJournal(folder.resolve("policies"), files)) {
      EntityJournal.Opened a = journal.open("a").toCompletableFuture().join();
      a.append(event, Optional.of(snapshot)).toCompletableFuture().join();
    }
  }

  private Path snapshotFile() {
    return folder.resolve("policies").resolve("a.snapshot");
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
  void theNameOfANewFileIsDurableBeforeItsFirstEventIsAnswered() {
    write(event(1, 10));
    assertThat(files.forced).containsExactly(folder.resolve("policies"), folder.toAbsolutePath());
    write(event(2, 10));
    assertThat(files.forced).as("its name is known").hasSize(2);
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

  @Test
  void onlyWhatFollowsTheSnapshotIsReadAndTheHistoryStays() throws Exception {
    write(event(1, 10), event(2, 20));
    snapshot(event(3, 30), event(9, 99));
    assertThat(opened().snapshot()).contains(event(9, 99));
    assertThat(opened().events()).isEmpty();
    assertThat(opened().sinceSnapshot()).isZero();
    write(event(4, 40), event(5, 50));
    assertThat(opened().events()).containsExactly(event(4, 40), event(5, 50));
    assertThat(opened().sinceSnapshot()).isEqualTo(2);
    assertThat(Files.size(file())).isEqualTo(5 * 8 + 10 + 20 + 30 + 40 + 50);
  }

  @Test
  void aTornEventAfterTheSnapshotIsCut() throws Exception {
    write(event(1, 10));
    snapshot(event(2, 20), event(9, 99));
    write(event(3, 30), event(4, 40));
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    assertThat(opened().events()).containsExactly(event(3, 30));
    write(event(5, 5));
    assertThat(opened().events()).containsExactly(event(3, 30), event(5, 5));
  }

  @Test
  void whereTheSnapshotIsDamagedAllEventsAreRead() throws Exception {
    write(event(1, 10));
    snapshot(event(2, 20), event(9, 99));
    byte[] bytes = Files.readAllBytes(snapshotFile());
    bytes[20] ^= 1;
    Files.write(snapshotFile(), bytes);
    assertThat(opened().snapshot()).isEmpty();
    assertThat(opened().events()).containsExactly(event(1, 10), event(2, 20));
  }

  @Test
  void eventsThatEndBeforeTheirSnapshotAreDamage() throws Exception {
    write(event(1, 10));
    snapshot(event(2, 20), event(9, 99));
    Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), 18));
    assertThatThrownBy(this::opened).hasRootCauseInstanceOf(TallystickException.class);
  }

  @Test
  void anEventIsThereThoughItsSnapshotCannotBeKept() throws Exception {
    try (FileJournal journal = new FileJournal(folder.resolve("policies"), files)) {
      EntityJournal.Opened a = journal.open("b").toCompletableFuture().join();
      a.append(event(1, 10), Optional.empty()).toCompletableFuture().join();
      Files.createDirectories(folder.resolve("policies").resolve("b.snapshot").resolve("x"));
      a.append(event(2, 20), Optional.of(event(9, 99))).toCompletableFuture().join();
      assertThat(a.sinceSnapshot()).isEqualTo(2);
    }
  }
}
