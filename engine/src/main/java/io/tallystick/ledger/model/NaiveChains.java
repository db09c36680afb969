package io.tallystick.ledger.model;

import io.tallystick.ledger.TransferResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Takes rows through chains; counts time and records. */
final class NaiveChains {
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private long eventTimestamp;
  private long records;

  interface Row<R> {
    R at(int row);
  }

  interface Burn {
    void by(int result);
  }

  /** The next event's timestamp is this one's successor. */
  void before(long timestamp) {
    eventTimestamp = timestamp;
  }

  /** Timestamp of the event at hand. */
  long timestamp() {
    return eventTimestamp;
  }

  /** What takes back a change if the chain breaks. */
  void undo(Runnable change) {
    undo.push(change);
  }

  /** Takes the number of the next record. */
  long record() {
    undo.push(() -> records--);
    return records++;
  }

  NaiveLedger.Answer own(int result) {
    return new NaiveLedger.Answer(result, eventTimestamp, 0, 0);
  }

  List<NaiveLedger.Answer> run(
      int count, Row<Boolean> linked, Row<NaiveLedger.Answer> apply, Row<Burn> burn) {
    List<NaiveLedger.Answer> answers = new ArrayList<>();
    int row = 0;
    while (row < count) {
      int end = row;
      while (end < count - 1 && linked.at(end)) {
        end++;
      }
      boolean openEnd = linked.at(end);
      undo.clear();
      int failed = -1;
      for (int i = row; i <= end; i++) {
        eventTimestamp++;
        if (openEnd && i == end) {
          answers.add(own(TransferResult.LINKED_EVENT_CHAIN_OPEN.number()));
          failed = failed < 0 ? rollBack(answers, row, i) : failed;
        } else if (failed >= 0) {
          answers.add(own(TransferResult.LINKED_EVENT_FAILED.number()));
        } else {
          NaiveLedger.Answer answer = apply.at(i);
          answers.add(answer);
          if (answer.result() != 0) {
            failed = rollBack(answers, row, i);
            burn.at(i).by(answer.result());
          }
        }
      }
      row = end + 1;
    }
    return answers;
  }

  private int rollBack(List<NaiveLedger.Answer> answers, int first, int breaker) {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
    for (int i = first; i < breaker; i++) {
      long timestamp = answers.get(i).timestamp();
      answers.set(
          i, new NaiveLedger.Answer(TransferResult.LINKED_EVENT_FAILED.number(), timestamp, 0, 0));
    }
    return breaker;
  }
}
