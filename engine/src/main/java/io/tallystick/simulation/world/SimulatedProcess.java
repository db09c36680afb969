package io.tallystick.simulation.world;

/** Something that lives, is paused and dies, over and over; its events die with the life. */
public final class SimulatedProcess {
  private int life;
  private boolean up;
  private long pausedUntilNanos;

  /** Begins a new life. */
  public void start() {
    life++;
    up = true;
  }

  /** Ends its life. */
  public void stop() {
    up = false;
  }

  public boolean isUp() {
    return up;
  }

  /** How many times it was started. */
  public int life() {
    return life;
  }

  /** Nothing of it runs before that time. */
  public void pauseUntil(long nanos) {
    pausedUntilNanos = nanos;
  }

  public long pausedUntilNanos() {
    return pausedUntilNanos;
  }
}
