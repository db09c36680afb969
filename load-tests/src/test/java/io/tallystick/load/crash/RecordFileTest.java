package io.tallystick.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ring.BodyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordFileTest {
  @TempDir Path folder;

  /** Writes down what it hears, so that histories can be compared. */
  private static final class Heard implements RecordVisitor {
    final List<String> lines = new ArrayList<>();
    long rowsPosition;

    @Override
    public void body(ClientBody body, long nanos, long position) {
      rowsPosition = position;
      lines.add(
          "body %d client %d %s binary %s rows %d at %d: %d"
              .formatted(
                  body.number(),
                  body.client(),
                  body.kind(),
                  body.binary(),
                  body.rows(),
                  nanos,
                  Arrays.hashCode(body.records())));
    }

    @Override
    public void answered(long body, long nanos, int status, AnswerRows rows) {
      lines.add(
          "answered %d at %d: %d %s %s"
              .formatted(
                  body,
                  nanos,
                  status,
                  Arrays.toString(rows.results()),
                  Arrays.toString(rows.timestamps())));
    }

    @Override
    public void lost(long body, long nanos) {
      lines.add("lost " + body + " at " + nanos);
    }

    @Override
    public void note(long nanos, String text) {
      lines.add("note " + text + " at " + nanos);
    }
  }

  @Test
  void whatIsWrittenIsReadInItsOrder() throws IOException {
    Path file = write();
    Heard heard = new Heard();
    long end = RecordFile.read(file, 0, heard);
    assertThat(end).isEqualTo(Files.size(file));
    byte[] rows = rows(3);
    assertThat(heard.lines)
        .containsExactly(
            "note round 1 at 5",
            "body 7 client 2 TRANSFERS binary true rows 3 at 10: " + Arrays.hashCode(rows),
            "lost 7 at 20",
            "answered 7 at 30: 503 [] []",
            "answered 7 at 40: 200 [0, 46, 54] [0, 111, 222]");
  }

  @Test
  void readingGoesOnWhereItStopped() throws IOException {
    Path file = folder.resolve("record");
    try (RecordFile record = RecordFile.create(file)) {
      record.note(1, "one");
      Heard heard = new Heard();
      long end = RecordFile.read(file, 0, heard);
      record.note(2, "two");
      RecordFile.read(file, end, heard);
      assertThat(heard.lines).containsExactly("note one at 1", "note two at 2");
    }
  }

  @Test
  void rowsStandWhereTheReaderSays() throws IOException {
    Path file = write();
    Heard heard = new Heard();
    RecordFile.read(file, 0, heard);
    byte[] bytes = Files.readAllBytes(file);
    int at = (int) heard.rowsPosition;
    assertThat(Arrays.copyOfRange(bytes, at, at + 3 * ClientBody.ROW_BYTES)).isEqualTo(rows(3));
  }

  @Test
  void aTornOrChangedTailEndsTheReading() throws IOException {
    byte[] whole = Files.readAllBytes(write());
    int lastFrame = whole.length - RecordFile.FRAME_HEAD_BYTES - 17 - 4 - 36;
    for (int length = lastFrame; length < whole.length; length++) {
      assertThat(linesOf(Arrays.copyOf(whole, length))).hasSize(4);
    }
    for (int at = lastFrame; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      assertThat(linesOf(changed)).hasSize(4);
    }
  }

  private List<String> linesOf(byte[] bytes) throws IOException {
    Path file = Files.createTempFile(folder, "cut", "");
    Files.write(file, bytes);
    Heard heard = new Heard();
    RecordFile.read(file, 0, heard);
    return heard.lines;
  }

  private Path write() throws IOException {
    Path file = Files.createTempDirectory(folder, "r").resolve("record");
    try (RecordFile record = RecordFile.create(file)) {
      record.note(5, "round 1");
      record.body(new ClientBody(7, 2, BodyKind.TRANSFERS, true, 3, rows(3)), 10);
      record.lost(7, 20);
      record.answered(7, 30, 503, new AnswerRows(new int[0], new long[0]));
      record.answered(7, 40, 200, new AnswerRows(new int[] {0, 46, 54}, new long[] {0, 111, 222}));
    }
    return file;
  }

  private static byte[] rows(int count) {
    byte[] rows = new byte[count * ClientBody.ROW_BYTES];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (byte) (i * 31);
    }
    return rows;
  }
}
