package io.tallystick.load.crash;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.BodyKind;

/**
 * Holds the settled order against what clients were told: what was answered is there, exactly once,
 * as it was answered, and nothing else is.
 */
final class AnswerCheck {
  private final ClientMemory memory;
  private final Findings findings;
  private final boolean unansweredAllowed;
  private final boolean lookUpsAllowed;
  private long rowsChecked;

  /**
   * @param unansweredAllowed whether bodies may have no answer
   * @param lookUpsAllowed whether a node may look up what became of a body whose leader was lost on
   *     the way, and answer its first attempt as it answers a retry
   */
  AnswerCheck(
      ClientMemory memory, Findings findings, boolean unansweredAllowed, boolean lookUpsAllowed) {
    this.memory = memory;
    this.findings = findings;
    this.unansweredAllowed = unansweredAllowed;
    this.lookUpsAllowed = lookUpsAllowed;
  }

  /** Checks all bodies read last; the settled order must have been walked up to here. */
  void check() {
    for (SentBody sent : memory.bodies()) {
      if (!sent.answered()) {
        if (!unansweredAllowed) {
          findings.add("body " + sent.body.number() + " was never answered");
        }
      } else if (sent.body.kind() == BodyKind.ACCOUNTS) {
        checkAccounts(sent);
      } else {
        checkTransfers(sent);
      }
    }
    for (SentBody sent : memory.bodies()) {
      checkUnclaimed(sent);
    }
  }

  /** Answered rows looked at so far. */
  long rowsChecked() {
    return rowsChecked;
  }

  private void checkAccounts(SentBody sent) {
    for (int i = 0; i < sent.body.rows(); i++) {
      rowsChecked++;
      SentRow row = memory.account(id(sent.body, i));
      if (!row.settled()) {
        findings.add(where(sent, i) + " is an account that was answered and is not there");
      }
    }
  }

  private void checkTransfers(SentBody sent) {
    long height = 0;
    long number = -1;
    for (int i = 0; i < sent.body.rows(); i++) {
      rowsChecked++;
      SentRow row = memory.transfer(id(sent.body, i));
      TransferResult result = TransferResult.of(sent.answer.results()[i]);
      String wrong = wrong(sent, i, row, result);
      if (wrong != null) {
        findings.add(where(sent, i) + " was answered " + result.wireName() + " but " + wrong);
      }
      if (row.claimedBy == sent.body.number()) {
        if (height != 0 && row.settledHeight != height) {
          findings.add(where(sent, i) + " is in another batch than the rows before it");
        }
        if (row.settledNumber <= number) {
          findings.add(where(sent, i) + " is settled before an earlier row of its body");
        }
        height = row.settledHeight;
        number = row.settledNumber;
      }
    }
  }

  /** What is wrong with one answered row, or null. */
  private String wrong(SentBody sent, int index, SentRow row, TransferResult result) {
    int at = index * ClientBody.ROW_BYTES;
    if (result == TransferResult.CREATED || result.transientResult()) {
      return wrongClaim(sent, index, row, result);
    }
    if (result == TransferResult.ID_ALREADY_FAILED) {
      return row.burnt() ? null : "the id was not burnt";
    }
    if (result == TransferResult.LINKED_EVENT_FAILED) {
      return row.created() && !chainExists(sent, index) ? "it took effect" : null;
    }
    if (result == TransferResult.EXISTS) {
      if (!row.created()) {
        return "it is not there";
      }
      if (!row.settledAs(sent.body.records(), at)) {
        return "what is there is different";
      }
      return wrongTimestamp(sent, index, row);
    }
    if (result.wireName().startsWith("exists_with_different")) {
      if (!row.created()) {
        return "nothing is there";
      }
      return row.settledAs(sent.body.records(), at) ? "what is there is the same" : null;
    }
    return row.settled() ? "its id has a record" : null;
  }

  private String wrongClaim(SentBody sent, int index, SentRow row, TransferResult result) {
    if (!row.settled()) {
      return "it is not there";
    }
    if (row.settledResult != result.number()) {
      return "it is there as " + TransferResult.of(row.settledResult).wireName();
    }
    if (!row.settledAs(sent.body.records(), index * ClientBody.ROW_BYTES)) {
      return "what is there is different";
    }
    if (row.claimedBy != SentRow.UNCLAIMED) {
      return "body " + row.claimedBy + " was told the same";
    }
    row.claimedBy = sent.body.number();
    return wrongTimestamp(sent, index, row);
  }

  private static String wrongTimestamp(SentBody sent, int index, SentRow row) {
    long answered = sent.answer.timestamps()[index];
    return answered == 0 || answered == row.settledTimestamp
        ? null
        : "at " + answered + " and it is there at " + row.settledTimestamp;
  }

  /** Whether the chain around a row was refused since part of it exists already. */
  private static boolean chainExists(SentBody sent, int index) {
    int first = index;
    while (first > 0 && linked(sent.body, first - 1)) {
      first--;
    }
    int last = index;
    while (last < sent.body.rows() - 1 && linked(sent.body, last)) {
      last++;
    }
    for (int i = first; i <= last; i++) {
      if (TransferResult.of(sent.answer.results()[i]).wireName().startsWith("exists")) {
        return true;
      }
    }
    return false;
  }

  private static boolean linked(ClientBody body, int index) {
    int flags = TransferRequest.flags(body.records(), index * ClientBody.ROW_BYTES);
    return (flags & TransferFlags.LINKED) != 0;
  }

  /** What took effect without anybody being told must come from an attempt that got no answer. */
  private void checkUnclaimed(SentBody sent) {
    if (sent.body.kind() == BodyKind.ACCOUNTS || sent.outcomeWasUnknown || !sent.answered()) {
      return;
    }
    for (int i = 0; i < sent.body.rows(); i++) {
      SentRow row = memory.transfer(id(sent.body, i));
      boolean own = row.body == sent.body.number();
      if (own && lookUpsAllowed && wasFound(sent.answer.results()[i])) {
        continue;
      }
      if (own && row.settled() && row.claimedBy == SentRow.UNCLAIMED) {
        findings.add(where(sent, i) + " took effect though no answer said so");
      }
    }
  }

  /** Whether an answer says that the row is there since an earlier attempt. */
  private static boolean wasFound(int number) {
    TransferResult result = TransferResult.of(number);
    return result == TransferResult.EXISTS || result == TransferResult.ID_ALREADY_FAILED;
  }

  private static Id id(ClientBody body, int index) {
    int at = index * ClientBody.ROW_BYTES;
    return new Id(
        TransferRequest.idHigh(body.records(), at), TransferRequest.idLow(body.records(), at));
  }

  private static String where(SentBody sent, int index) {
    return "row " + index + " of body " + sent.body.number() + " (" + id(sent.body, index) + ")";
  }
}
