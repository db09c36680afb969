package io.tallystick.cli.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1500000000, 1500000000",
    "1970-01-01T00:00:01.5Z, 1500000000",
    "1970-01-01T01:00:00+01:00, 0",
    "1970-01-02, 86400000000000"
  })
  void timesAreReadInTheFormsThatPeopleWrite(String text, long nanos) {
    assertThat(Times.parseNanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "1970-01-01T00:00:00", "9999-12-31", "99999999999999999999"})
  void otherTimesAreRefused(String text) {
    assertThatThrownBy(() -> Times.parseNanos(text)).isInstanceOf(TallystickException.class);
  }

  @Test
  void everyValueDateOfAYearIsReadBack() {
    for (LocalDate d = LocalDate.of(1992, 1, 1); d.getYear() < 1994; d = d.plusDays(1)) {
      int number = Times.parseValueDate(d.toString());
      assertThat(number)
          .isEqualTo(d.getYear() * 10_000 + d.getMonthValue() * 100 + d.getDayOfMonth());
      assertThat(Times.formatValueDate(number)).isEqualTo(d.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1993-02-29",
        "1993-13-01",
        "1993-00-10",
        "93-01-01",
        "1993/01/01",
        "1993-1-01",
        "0993-01-01"
      })
  void datesThatDoNotExistAreRefused(String text) {
    assertThatThrownBy(() -> Times.parseValueDate(text)).isInstanceOf(TallystickException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 19930229, 19931301, 19930100, -1, Integer.MAX_VALUE})
  void numbersThatAreNoDateShowAsNone(int userData32) {
    assertThat(Times.formatValueDate(userData32)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "59940000000, 59.9 s",
    "61000000000, 1 min 01 s",
    "3720000000000, 1 h 02 min"
  })
  void durationsReadNaturally(long nanos, String text) {
    assertThat(Quantities.duration(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 KiB", "1073741824, 1.0 GiB"})
  void bytesReadNaturally(long bytes, String text) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void columnsAreAlignedAndNumbersToTheRight() {
    StringWriter text = new StringWriter();
    Table table = Table.titled("name", ">amount", "note");
    table.row("a", "1.00", "x").row("long name", "1000.00", null);
    PrintWriter out = new PrintWriter(text);
    table.print(out);
    out.flush();
    assertThat(text.toString().lines())
        .containsExactly("name        amount  note", "a             1.00  x", "long name  1000.00");
  }

  @Test
  void aTerminalIsRedrawnInPlaceButNotTooOften() {
    StringWriter text = new StringWriter();
    AtomicLong now = new AtomicLong();
    try (ProgressLine line = new ProgressLine(console(text, true), now::get)) {
      line.update(() -> "one");
      now.addAndGet(ProgressLine.REDRAW_MS * 1_000_000 - 1);
      line.update(() -> "two");
      now.addAndGet(1);
      line.update(() -> "three");
    }
    assertThat(text.toString()).isEqualTo("\rone\u001b[K\rthree\u001b[K" + System.lineSeparator());
  }

  @Test
  void elsewherePlainLinesAreWrittenNowAndThen() {
    StringWriter text = new StringWriter();
    AtomicLong now = new AtomicLong();
    try (ProgressLine line = new ProgressLine(console(text, false), now::get)) {
      for (int second = 1; second <= 11; second++) {
        now.set(second * 1_000_000_000L);
        int shown = second;
        line.update(() -> "second " + shown);
      }
      line.finish("done");
    }
    assertThat(text.toString().lines()).containsExactly("second 5", "second 10", "done");
  }

  @Test
  void theRemainingTimeFollowsThePaceSoFar() {
    assertThat(ProgressLine.remaining(25, 100, 10_000_000_000L)).isEqualTo(", 30.0 s left");
    assertThat(ProgressLine.remaining(0, 100, 10_000_000_000L)).isEmpty();
    assertThat(ProgressLine.remaining(100, 100, 10_000_000_000L)).isEmpty();
  }

  @Test
  void theBarIsNeverFullBeforeTheEnd() {
    assertThat(ProgressLine.bar(999, 1_000)).contains("-").contains(" 99 %");
    assertThat(ProgressLine.bar(1_000, 1_000)).doesNotContain("-").contains("100 %");
    assertThat(ProgressLine.bar(0, 0)).contains("  0 %");
  }

  private static Console console(StringWriter err, boolean terminal) {
    return new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), terminal);
  }
}
