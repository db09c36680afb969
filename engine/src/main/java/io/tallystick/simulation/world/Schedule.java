package io.tallystick.simulation.world;

import java.util.PriorityQueue;

/** Simulated time, in nanoseconds from the start of the run, and what is to happen when. */
public final class Schedule {
  /** One event; of equal times the one that was scheduled first comes first. */
  private record Event(
      long atNanos, long number, SimulatedProcess process, int life, Runnable action)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long number;
  private long done;

  /** Nanoseconds since the run began. */
  public long now() {
    return now;
  }

  /** How many events took place. */
  public long done() {
    return done;
  }

  /** Something outside all processes. */
  public void in(long delayNanos, Runnable action) {
    events.add(new Event(now + delayNanos, number++, null, 0, action));
  }

  /** Something inside a process: it waits while the process is paused, and dies with its life. */
  public void in(long delayNanos, SimulatedProcess process, Runnable action) {
    events.add(new Event(now + delayNanos, number++, process, process.life(), action));
  }

  /**
   * Lets the next event take place.
   *
   * @return false if there is none until that time, which it is then
   */
  public boolean step(long untilNanos) {
    while (!events.isEmpty() && events.peek().atNanos() <= untilNanos) {
      Event event = events.poll();
      now = event.atNanos();
      SimulatedProcess process = event.process();
      if (process == null) {
        done++;
        event.action().run();
        return true;
      }
      if (!process.isUp() || process.life() != event.life()) {
        continue;
      }
      if (process.pausedUntilNanos() > now) {
        long until = process.pausedUntilNanos();
        events.add(new Event(until, number++, process, event.life(), event.action()));
        continue;
      }
      done++;
      event.action().run();
      return true;
    }
    now = untilNanos;
    return false;
  }
}
