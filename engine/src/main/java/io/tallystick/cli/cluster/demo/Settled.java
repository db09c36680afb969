package io.tallystick.cli.cluster.demo;

import java.util.ArrayList;
import java.util.List;

/** When bodies were answered, as their senders saw it. Thread-safe. */
final class Settled {
  /**
   * One answered body.
   *
   * @param atNanos when, by {@link System#nanoTime()}
   */
  record Answer(long body, int rows, long atNanos) {}

  /**
   * A time without an answer.
   *
   * @param fromNanos the last answer before it, or its begin if there was none
   */
  record Gap(long fromNanos, long toNanos) {
    long ms() {
      return (toNanos - fromNanos) / 1_000_000L;
    }
  }

  private final List<Answer> answers = new ArrayList<>();
  private long rows;

  synchronized void add(Answer answer) {
    answers.add(answer);
    rows += answer.rows();
  }

  /** Transfers that are settled. */
  synchronized long rows() {
    return rows;
  }

  /** Answers within a time, in the order in which they came. */
  synchronized List<Answer> between(long fromNanos, long toNanos) {
    return answers.stream()
        .filter(answer -> answer.atNanos() - fromNanos >= 0 && answer.atNanos() - toNanos < 0)
        .toList();
  }

  /** Whether a body was answered after that time. */
  synchronized boolean anyAfter(long nanos) {
    return answers.stream().anyMatch(answer -> answer.atNanos() - nanos > 0);
  }

  /** Transfers settled in each slice of a time. */
  long[] perSlice(long fromNanos, long toNanos, long sliceNanos) {
    long[] counts = new long[(int) RateChart.up(toNanos - fromNanos, sliceNanos)];
    for (Answer answer : between(fromNanos, toNanos)) {
      counts[(int) ((answer.atNanos() - fromNanos) / sliceNanos)] += answer.rows();
    }
    return counts;
  }

  /** The longest time without an answer within a time. */
  Gap longestGap(long fromNanos, long toNanos) {
    Gap longest = new Gap(fromNanos, fromNanos);
    long last = fromNanos;
    List<Long> times =
        new ArrayList<>(
            between(fromNanos, toNanos).stream().map(Answer::atNanos).sorted().toList());
    times.add(toNanos);
    for (long at : times) {
      if (at - last > longest.toNanos() - longest.fromNanos()) {
        longest = new Gap(last, at);
      }
      last = at;
    }
    return longest;
  }
}
