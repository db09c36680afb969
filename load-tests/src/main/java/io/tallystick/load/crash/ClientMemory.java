package io.tallystick.load.crash;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.BodyKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all clients sent and were told, read back from the record file: every row by its id, and the
 * bodies of the part that was read last.
 */
final class ClientMemory implements RecordVisitor {
  private static final int OK = 200;
  private static final int OUTCOME_UNKNOWN = 504;

  private final Map<Id, SentRow> transfers = new HashMap<>();
  private final Map<Id, SentRow> accounts = new HashMap<>();
  private final Map<Id, List<SentRow>> variants = new HashMap<>();
  private final Map<Long, SentBody> bodies = new LinkedHashMap<>();
  private long position;

  /** Reads what was recorded since the last call; bodies read before are forgotten. */
  void readOn(Path file) throws IOException {
    bodies.clear();
    position = RecordFile.read(file, position, this);
  }

  /** The row first sent with a transfer's id, or null. */
  SentRow transfer(Id id) {
    return transfers.get(id);
  }

  /** The row first sent with an account's id, or null. */
  SentRow account(Id id) {
    return accounts.get(id);
  }

  /** The row that was sent exactly so under this id, or null. */
  SentRow sentAs(Id id, byte[] request, int at) {
    SentRow first = transfers.get(id);
    if (first != null && first.sentAs(request, at)) {
      return first;
    }
    return variants.getOrDefault(id, List.of()).stream()
        .filter(variant -> variant.sentAs(request, at))
        .findFirst()
        .orElse(null);
  }

  /** The bodies read by the last call of {@link #readOn}, in the order of their making. */
  Iterable<SentBody> bodies() {
    return bodies.values();
  }

  /** One of them, or null. */
  SentBody body(long number) {
    return bodies.get(number);
  }

  /** All transfer rows ever sent. */
  Iterable<SentRow> transfers() {
    return transfers.values();
  }

  int transferIds() {
    return transfers.size();
  }

  @Override
  public void body(ClientBody body, long nanos, long rowsPosition) {
    bodies.put(body.number(), new SentBody(body, nanos));
    Map<Id, SentRow> rows = body.kind() == BodyKind.ACCOUNTS ? accounts : transfers;
    for (int i = 0; i < body.rows(); i++) {
      int at = i * ClientBody.ROW_BYTES;
      Id id =
          new Id(
              TransferRequest.idHigh(body.records(), at),
              TransferRequest.idLow(body.records(), at));
      SentRow row = new SentRow(body.number(), body.records(), at);
      SentRow first = rows.putIfAbsent(id, row);
      if (first != null && !first.sentAs(body.records(), at)) {
        variants.computeIfAbsent(id, key -> new ArrayList<>()).add(row);
      }
    }
  }

  @Override
  public void answered(long body, long nanos, int status, AnswerRows rows) {
    SentBody sent = bodies.get(body);
    if (status == OK) {
      sent.answer = rows;
      sent.answeredNanos = nanos;
    } else if (status == OUTCOME_UNKNOWN) {
      sent.outcomeWasUnknown = true;
    }
  }

  @Override
  public void lost(long body, long nanos) {
    bodies.get(body).outcomeWasUnknown = true;
  }

  @Override
  public void note(long nanos, String text) {
    // For people who read the file.
  }
}
