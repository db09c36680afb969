package io.tallystick.simulation.client;

import io.tallystick.ring.Body;

/** One body and what became of each time that it was sent. */
public final class Submission {
  private final int number;
  private final Body body;
  private int sent;
  private int refused;
  private int settled;
  private boolean done;

  Submission(int number, Body body) {
    this.number = number;
    this.body = body;
  }

  /** From 1, in order of first sending. */
  public int number() {
    return number;
  }

  public Body body() {
    return body;
  }

  /** How often it was sent to a node. */
  public int sent() {
    return sent;
  }

  /** How many of these were refused as never having entered. */
  public int refused() {
    return refused;
  }

  /** How many of these were answered with an outcome. */
  public int settled() {
    return settled;
  }

  /** Whether the client has its answer. */
  public boolean done() {
    return done;
  }

  void wasSent() {
    sent++;
  }

  void wasRefused() {
    refused++;
  }

  void wasSettled() {
    settled++;
  }

  void finish() {
    done = true;
  }
}
