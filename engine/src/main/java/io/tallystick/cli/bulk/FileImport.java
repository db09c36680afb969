package io.tallystick.cli.bulk;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.Retries;
import io.tallystick.cli.csv.CsvHeader;
import io.tallystick.cli.csv.CsvReader;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.ring.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Imports one CSV file in flat memory. Rows enter in file order: one body is in flight while the
 * next is read. A row that cannot be converted, or that a rule refuses, is reported and left out
 * with the rest of its chain.
 */
final class FileImport<P extends Payload> {
  private static final String CHAIN_FAILED = "linked_event_failed";
  private static final String WHOLE_ROW = "";

  /** Rows between two looks at the clock. */
  private static final int ROWS_BETWEEN_LOOKS = 1_024;

  private final RowKind<P> kind;
  private final String what;
  private final Path file;
  private final Rejects rejects;
  private final ProgressLine progress;
  private final LongSupplier nanoTime;
  private final OrderedSender<P> sender;
  private final Counts counts = new Counts();
  private final long startNanos;

  private PendingRows<P> filling;
  private PendingRows<P> spare;
  private boolean chainBroken;

  /**
   * @param what name of the rows for messages, such as {@code transfers}
   */
  FileImport(
      RowKind<P> kind,
      String what,
      Path file,
      Rejects rejects,
      ProgressLine progress,
      Retries retries,
      LongSupplier nanoTime) {
    this.kind = kind;
    this.what = what;
    this.file = file;
    this.rejects = rejects;
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.filling = new PendingRows<>(kind.newPayload());
    this.spare = new PendingRows<>(kind.newPayload());
    this.sender = new OrderedSender<>(kind, retries, this::noteRetry);
  }

  /** Reads and sends the whole file. */
  Counts run() throws IOException {
    long size = Files.size(file);
    try (CsvReader reader = new CsvReader(Files.newInputStream(file));
        sender) {
      CsvHeader header = header(reader);
      RowKind.Rows<P> rows = kind.rows(header);
      while (reader.next()) {
        counts.row();
        take(rows, reader, header.columns());
        if (filling.isFull()) {
          sendFull();
        }
        if (counts.rows() % ROWS_BETWEEN_LOOKS == 0) {
          progress.update(() -> progressText(reader.bytesDone(), size));
        }
      }
      sendLast();
    }
    progress.finish(progressText(size, size));
    return counts;
  }

  private CsvHeader header(CsvReader reader) throws IOException {
    if (!reader.next() || reader.problem() != null) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "columns_invalid",
          file + ": the first line must name the columns: " + String.join(",", kind.required()));
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < reader.fields(); i++) {
      columns.add(reader.text(i));
    }
    return CsvHeader.of(file.toString(), columns, kind.required(), kind.optional());
  }

  private void take(RowKind.Rows<P> rows, CsvReader reader, int columns) {
    boolean linked = false;
    try {
      checkShape(reader, columns);
      linked = rows.linked(reader);
      if (!chainBroken) {
        rows.addTo(filling.payload(), reader);
        filling.add(reader.line(), reader.raw(), linked);
        return;
      }
      reject(
          reader.line(),
          ResultReasons.column(CHAIN_FAILED),
          ResultReasons.reason(CHAIN_FAILED),
          reader.raw());
    } catch (TallystickException e) {
      if (!isAboutTheRow(e)) {
        throw e;
      }
      rejectOpenChain(ResultReasons.reason(CHAIN_FAILED));
      reject(reader.line(), e.field(), reason(e), reader.raw());
    }
    chainBroken = linked;
  }

  private static void checkShape(CsvReader reader, int columns) {
    if (reader.problem() != null) {
      throw RowFields.invalid(WHOLE_ROW, null, reader.problem());
    }
    if (reader.fields() != columns) {
      throw RowFields.invalid(
          WHOLE_ROW, null, reader.fields() + " fields where the first line names " + columns);
    }
  }

  private static boolean isAboutTheRow(TallystickException e) {
    return e.field() != null
        && (e.kind() == ErrorKind.INVALID || e.kind() == ErrorKind.UNPROCESSABLE);
  }

  private static String reason(TallystickException e) {
    return e.value() == null || e.value().isEmpty()
        ? e.getMessage()
        : e.getMessage() + " (\"" + e.value() + "\")";
  }

  /** Sends a full body, but for a chain at its end that goes on in the file. */
  private void sendFull() {
    if (filling.chainOpen() && filling.chainStart() == 0) {
      rejectOpenChain("a chain of more than " + Body.ROWS_MAX + " rows");
      chainBroken = true;
      return;
    }
    settle();
    PendingRows<P> full = filling;
    if (full.chainOpen()) {
      full.moveOpenChainTo(spare);
    }
    filling = spare;
    spare = full;
    sender.send(full);
  }

  private void sendLast() {
    settle();
    if (!filling.isEmpty()) {
      sender.send(filling);
      settle();
    }
  }

  /** Waits for the body in flight and counts what became of its rows. */
  private void settle() {
    PendingRows<P> body = sender.inFlight();
    if (body == null) {
      return;
    }
    List<RowResult> others = await(body);
    counts.created(body.rows() - others.size());
    for (RowResult other : others) {
      if (other.result().equals(RowResult.EXISTS)) {
        counts.exists();
      } else {
        reject(
            body.line(other.row()),
            ResultReasons.column(other.result()),
            ResultReasons.reason(other.result()),
            body.raw(other.row()));
      }
    }
    body.clear();
  }

  private List<RowResult> await(PendingRows<P> body) {
    try {
      return sender.await();
    } catch (TallystickException e) {
      String lines = "lines " + body.line(0) + " to " + body.line(body.rows() - 1);
      String place = e.row() >= 0 && e.row() < body.rows() ? "line " + body.line(e.row()) : lines;
      throw TallystickException.field(
          e.kind(),
          e.code(),
          e.field(),
          e.value(),
          TallystickException.NO_ROW,
          file + " " + place + ": " + e.getMessage() + " What stands before is settled.");
    }
  }

  private void rejectOpenChain(String reason) {
    for (int row = filling.chainStart(); row < filling.rows(); row++) {
      reject(filling.line(row), ResultReasons.column(CHAIN_FAILED), reason, filling.raw(row));
    }
    filling.dropOpenChain();
  }

  private void reject(long line, String field, String reason, String raw) {
    counts.rejected();
    rejects.add(file.getFileName().toString(), line, field, reason, raw);
  }

  private void noteRetry(TallystickException failure, long pauseMs) {
    progress.note(
        failure.getMessage()
            + " Trying the same "
            + what
            + " again in "
            + Quantities.duration(pauseMs * 1_000_000)
            + ".");
  }

  private String progressText(long bytesDone, long bytes) {
    long elapsed = nanoTime.getAsLong() - startNanos;
    return String.format(
        "%-9s %s  %s rows, %s%s",
        what,
        ProgressLine.bar(bytesDone, bytes),
        Quantities.count(counts.rows()),
        Quantities.rate(counts.rows(), elapsed),
        ProgressLine.remaining(bytesDone, bytes, elapsed));
  }
}
