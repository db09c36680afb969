package io.tallystick.ring.lookup;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.lookup.LookupMessage.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Questions that were asked and those that wait for their turn: bounded, so that the look-up of a
 * thousand large bodies at once floods nobody. For one thread.
 */
final class Questions {
  private static final long RETRY_AFTER_MS = 1_000;

  private final int askedMax;
  private final int waitingMax;
  private final long timeoutNanos;
  private final Map<Long, Asked> asked = new LinkedHashMap<>();
  private final Deque<LookupCommand.Put> waiting = new ArrayDeque<>();
  private long sequence;

  Questions(int askedMax, int waitingMax, long timeoutNanos) {
    this.askedMax = askedMax;
    this.waitingMax = waitingMax;
    this.timeoutNanos = timeoutNanos;
  }

  private record Asked(long sinceNanos, CompletableFuture<Found> reply) {}

  /** A question whose turn it is. */
  record Turn(long sequence, Question question) {}

  /** Takes a question in, or fails it at once where too many wait. */
  void put(LookupCommand.Put put) {
    if (waiting.size() >= waitingMax) {
      put.reply()
          .completeExceptionally(
              retry("lookups_in_flight", "too many look-ups are on their way to a replica"));
      return;
    }
    waiting.add(put);
  }

  /** The next question to be asked, or null. */
  Turn next(long nowNanos) {
    if (waiting.isEmpty() || asked.size() >= askedMax) {
      return null;
    }
    LookupCommand.Put put = waiting.poll();
    sequence++;
    asked.put(sequence, new Asked(nowNanos, put.reply()));
    return new Turn(sequence, put.question());
  }

  void found(Found found) {
    Asked question = asked.remove(found.sequence());
    if (question != null) {
      question.reply().complete(found);
    }
  }

  void failed(long ofSequence, TallystickException reason) {
    Asked question = asked.remove(ofSequence);
    if (question != null) {
      question.reply().completeExceptionally(reason);
    }
  }

  boolean isIdle() {
    return asked.isEmpty() && waiting.isEmpty();
  }

  /** Fails what was asked too long ago. */
  void giveUp(long nowNanos) {
    List<CompletableFuture<Found>> late = new ArrayList<>();
    Iterator<Asked> oldestFirst = asked.values().iterator();
    while (oldestFirst.hasNext()) {
      Asked question = oldestFirst.next();
      if (nowNanos - question.sinceNanos() < timeoutNanos) {
        break;
      }
      oldestFirst.remove();
      late.add(question.reply());
    }
    late.forEach(
        reply ->
            reply.completeExceptionally(
                retry("lookup_timed_out", "no replica answered a look-up in time")));
  }

  /** Fails everything. */
  void giveUpAll(TallystickException reason) {
    List<CompletableFuture<Found>> all = new ArrayList<>();
    asked.values().forEach(question -> all.add(question.reply()));
    waiting.forEach(put -> all.add(put.reply()));
    asked.clear();
    waiting.clear();
    all.forEach(reply -> reply.completeExceptionally(reason));
  }

  static TallystickException retry(String code, String message) {
    return TallystickException.retry(ErrorKind.UNAVAILABLE, code, message, RETRY_AFTER_MS);
  }
}
