package io.tallystick.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class CsvReaderTest {
  /** Hands out at most so many bytes at once, as a pipe does. */
  private static InputStream chunked(String text, int chunk) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, chunk));
      }
    };
  }

  private static List<String> fields(CsvReader reader) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < reader.fields(); i++) {
      fields.add(reader.text(i));
    }
    return fields;
  }

  private static List<List<String>> rows(String text) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader reader = new CsvReader(chunked(text, Integer.MAX_VALUE))) {
      while (reader.next()) {
        assertThat(reader.problem()).isNull();
        rows.add(fields(reader));
      }
    }
    return rows;
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> field =
        Arbitraries.strings().withChars("ab,\"\n\r é€ ").ofMinLength(0).ofMaxLength(6);
    return field.list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(8);
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadBackWhateverTheChunks(
      @ForAll("tables") List<List<String>> table, @ForAll @IntRange(min = 1, max = 40) int chunk)
      throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = new CsvWriter(text)) {
      for (List<String> row : table) {
        writer.row(row.toArray(String[]::new));
      }
    }
    List<List<String>> read = new ArrayList<>();
    long lastLine = 0;
    try (CsvReader reader = new CsvReader(chunked(text.toString(), chunk))) {
      while (reader.next()) {
        assertThat(reader.problem()).isNull();
        assertThat(reader.line()).isGreaterThan(lastLine);
        lastLine = reader.line();
        read.add(fields(reader));
      }
      assertThat(reader.bytesDone())
          .isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8).length);
    }
    // A row of one empty field is an empty line, and those are skipped.
    assertThat(read).isEqualTo(table.stream().filter(row -> !row.equals(List.of(""))).toList());
  }

  @Property(tries = 500)
  void anyTextIsReadToItsEndAndEveryByteBelongsToARowOrALineEnd(
      @ForAll("noise") String text, @ForAll @IntRange(min = 1, max = 16) int chunk)
      throws IOException {
    StringBuilder raws = new StringBuilder();
    try (CsvReader reader = new CsvReader(chunked(text, chunk))) {
      while (reader.next()) {
        raws.append(reader.raw());
      }
    }
    assertThat(raws.toString().replaceAll("[\r\n]", "")).isEqualTo(text.replaceAll("[\r\n]", ""));
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.strings().withChars("a,\"\n\r").ofMaxLength(30);
  }

  @Example
  void anyLineEndEndsARowAndEmptyLinesAreSkipped() throws IOException {
    assertThat(rows("a,b\r\nc,d\n\n\r\ne,f\rg,h"))
        .containsExactly(
            List.of("a", "b"), List.of("c", "d"), List.of("e", "f"), List.of("g", "h"));
  }

  @Example
  void aByteOrderMarkIsSkipped() throws IOException {
    assertThat(rows("\uFEFFid,amount\n")).containsExactly(List.of("id", "amount"));
  }

  @Example
  void charactersBeyondTheBasicPlaneAreKept() throws IOException {
    assertThat(rows("🂡,\"🂡,é\"\n")).containsExactly(List.of("🂡", "🂡,é"));
  }

  @Example
  void aFileWithoutAnythingHasNoRows() throws IOException {
    assertThat(rows("")).isEmpty();
    assertThat(rows("\n\n")).isEmpty();
  }

  @Example
  void emptyFieldsAreKept() throws IOException {
    assertThat(rows(",,\n\"\",x,\n")).containsExactly(List.of("", "", ""), List.of("", "x", ""));
  }

  @Example
  void aMalformedRowCostsOneLine() throws IOException {
    String text = "a,\"never closed\nb,c\nd,e\"f\ng,\"h\"i\nj,k\n";
    List<String> seen = new ArrayList<>();
    try (CsvReader reader = new CsvReader(chunked(text, 3))) {
      while (reader.next()) {
        seen.add(
            reader.line() + " " + reader.raw() + (reader.problem() == null ? "" : " is malformed"));
      }
    }
    assertThat(seen)
        .containsExactly(
            "1 a,\"never closed is malformed",
            "2 b,c",
            "3 d,e\"f is malformed",
            "4 g,\"h\"i is malformed",
            "5 j,k");
  }

  @Example
  void linesAreCountedThroughQuotedLineEnds() throws IOException {
    try (CsvReader reader = new CsvReader(chunked("a,\"1\n2\r\n3\"\nb\n", 5))) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.line()).isEqualTo(1);
      assertThat(reader.text(1)).isEqualTo("1\n2\r\n3");
      assertThat(reader.next()).isTrue();
      assertThat(reader.line()).isEqualTo(4);
    }
  }

  @Example
  void aLineThatIsTooLongIsReportedInFlatMemory() throws IOException {
    String text = "x".repeat(5 * CsvReader.ROW_BYTES_MAX) + "\na,b\n";
    try (CsvReader reader = new CsvReader(chunked(text, 1_000))) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.problem()).contains("longer than");
      assertThat(reader.raw().length()).isLessThanOrEqualTo(CsvReader.ROW_BYTES_MAX);
      assertThat(reader.next()).isTrue();
      assertThat(fields(reader)).containsExactly("a", "b");
      assertThat(reader.line()).isEqualTo(2);
      assertThat(reader.next()).isFalse();
      assertThat(reader.bytesDone()).isEqualTo(text.length());
    }
  }

  @Example
  void aRowWithTooManyFieldsIsReported() throws IOException {
    try (CsvReader reader =
        new CsvReader(chunked(",".repeat(CsvReader.FIELDS_MAX) + "\na\n", 100))) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.problem()).contains("fields");
      assertThat(reader.next()).isTrue();
      assertThat(reader.problem()).isNull();
    }
  }
}
