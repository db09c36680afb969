package io.tallystick.load.crash;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.BodyKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks that the settled order keeps the order in which clients saw things happen: what was sent
 * after another body's answer had come stands behind that body.
 */
final class OrderCheck {
  private record Span(long body, long sentNanos, long answeredNanos, long first, long last) {}

  private final ClientMemory memory;
  private final Findings findings;

  OrderCheck(ClientMemory memory, Findings findings) {
    this.memory = memory;
    this.findings = findings;
  }

  /** Checks the bodies read last, after their answers were. */
  void check() {
    List<Span> bySent = new ArrayList<>();
    for (SentBody sent : memory.bodies()) {
      Span span = span(sent);
      if (span != null) {
        bySent.add(span);
      }
    }
    List<Span> byAnswered = new ArrayList<>(bySent);
    bySent.sort(Comparator.comparingLong(Span::sentNanos));
    byAnswered.sort(Comparator.comparingLong(Span::answeredNanos));
    long floor = -1;
    long floorBody = 0;
    int next = 0;
    for (Span span : bySent) {
      while (next < byAnswered.size() && byAnswered.get(next).answeredNanos() < span.sentNanos()) {
        Span before = byAnswered.get(next++);
        if (before.last() > floor) {
          floor = before.last();
          floorBody = before.body();
        }
      }
      if (span.first() <= floor) {
        findings.add(
            "body "
                + span.body()
                + " was sent after the answer to body "
                + floorBody
                + " and is settled before it");
      }
    }
  }

  /** The numbers that a body was told it got, or null if it got none. */
  private Span span(SentBody sent) {
    if (!sent.answered() || sent.body.kind() == BodyKind.ACCOUNTS) {
      return null;
    }
    long first = Long.MAX_VALUE;
    long last = -1;
    for (int i = 0; i < sent.body.rows(); i++) {
      int at = i * ClientBody.ROW_BYTES;
      byte[] b = sent.body.records();
      SentRow row =
          memory.transfer(new Id(TransferRequest.idHigh(b, at), TransferRequest.idLow(b, at)));
      if (row.claimedBy == sent.body.number()) {
        first = Math.min(first, row.settledNumber);
        last = Math.max(last, row.settledNumber);
      }
    }
    return last < 0
        ? null
        : new Span(sent.body.number(), sent.sentNanos, sent.answeredNanos, first, last);
  }
}
