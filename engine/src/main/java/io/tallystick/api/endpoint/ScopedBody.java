package io.tallystick.api.endpoint;

import io.tallystick.api.decode.DecodedRows;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountResult;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A body without the rows whose internal id names nothing: those are answered {@code
 * id_not_in_scope} here and never enter, and neither do the other members of their linked chains.
 * The rest goes on as one body; its outcome is then spread over all rows.
 */
final class ScopedBody {
  private static final int SUBMITTED = -1;
  private static final int BALANCES_OF_ROW = 8;

  private final DecodedRows rows;

  /** Result of each row that is answered here, else {@link #SUBMITTED}. */
  private final int[] results;

  private final int submitted;

  /**
   * @param outOfScope rows whose internal id does not exist; not empty
   */
  ScopedBody(DecodedRows rows, Set<Integer> outOfScope) {
    this.rows = rows;
    this.results = new int[rows.rows()];
    Arrays.fill(results, SUBMITTED);
    int begin = 0;
    for (int row = 0; row < rows.rows(); row++) {
      if (!linked(row) || row == rows.rows() - 1) {
        judgeChain(begin, row, outOfScope);
        begin = row + 1;
      }
    }
    this.submitted = (int) Arrays.stream(results).filter(result -> result == SUBMITTED).count();
  }

  /** Rows that still go to the engine. */
  int submitted() {
    return submitted;
  }

  /** The body of the remaining rows. */
  Body toBody(boolean balances, Submitter submitter) {
    byte[] records = new byte[submitted * Body.RECORD_BYTES];
    List<String> names = rows.names().isEmpty() ? List.of() : new ArrayList<>(submitted);
    int at = 0;
    for (int row = 0; row < rows.rows(); row++) {
      if (results[row] == SUBMITTED) {
        System.arraycopy(rows.records(), row * Body.RECORD_BYTES, records, at, Body.RECORD_BYTES);
        at += Body.RECORD_BYTES;
        if (!rows.names().isEmpty()) {
          names.add(rows.names().get(row));
        }
      }
    }
    return new Body(rows.kind(), submitted, records, names, balances, List.of(), submitter);
  }

  /**
   * The outcome of all rows.
   *
   * @param part of the submitted rows; null if there was none
   */
  Outcome merge(Outcome part) {
    int n = rows.rows();
    boolean firsts = part != null && part.firstResults() != null;
    int[] allResults = results.clone();
    long[] timestamps = new long[n];
    int[] firstResults = firsts ? new int[n] : null;
    long[] firstTimestamps = firsts ? new long[n] : null;
    long[] balances = null;
    if (part != null && part.balances() != null) {
      balances = new long[n * BALANCES_OF_ROW];
      Arrays.fill(balances, Outcome.NO_BALANCE);
    }
    int from = 0;
    for (int row = 0; row < n; row++) {
      if (results[row] != SUBMITTED) {
        continue;
      }
      allResults[row] = part.results()[from];
      timestamps[row] = part.timestamps()[from];
      if (firsts) {
        firstResults[row] = part.firstResults()[from];
        firstTimestamps[row] = part.firstTimestamps()[from];
      }
      if (balances != null) {
        System.arraycopy(
            part.balances(),
            from * BALANCES_OF_ROW,
            balances,
            row * BALANCES_OF_ROW,
            BALANCES_OF_ROW);
      }
      from++;
    }
    long height = part == null ? 0 : part.height();
    return new Outcome(height, allResults, timestamps, firstResults, firstTimestamps, balances);
  }

  private void judgeChain(int begin, int end, Set<Integer> outOfScope) {
    int broken = begin;
    while (broken <= end && !outOfScope.contains(broken)) {
      broken++;
    }
    if (broken > end) {
      return;
    }
    for (int row = begin; row <= end; row++) {
      results[row] = TransferResult.LINKED_EVENT_FAILED.number();
    }
    results[broken] = ownResult(broken);
    if (linked(end)) {
      results[end] = TransferResult.LINKED_EVENT_CHAIN_OPEN.number();
    }
  }

  /** What stands before {@code id_not_in_scope} in the order of precedence is told first. */
  private int ownResult(int row) {
    int at = row * Body.RECORD_BYTES;
    int flags = TransferRequest.flags(rows.records(), at);
    boolean transfers = rows.kind() == BodyKind.TRANSFERS;
    if (TransferRequest.timestamp(rows.records(), at) != 0) {
      return TransferResult.TIMESTAMP_MUST_BE_ZERO.number();
    }
    if ((flags & (transfers ? TransferFlags.RESERVED : AccountFlags.RESERVED)) != 0) {
      return transfers
          ? TransferResult.RESERVED_FLAG.number()
          : AccountResult.RESERVED_FLAG.number();
    }
    return TransferResult.ID_NOT_IN_SCOPE.number();
  }

  /** Accounts and transfers hold flags and the linked bit at the same place. */
  private boolean linked(int row) {
    int flags = TransferRequest.flags(rows.records(), row * Body.RECORD_BYTES);
    return (flags & TransferFlags.LINKED) != 0;
  }
}
