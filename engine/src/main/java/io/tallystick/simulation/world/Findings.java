package io.tallystick.simulation.world;

import java.util.function.Supplier;

/** The first broken promise of a run; what breaks after it is its consequence. */
public final class Findings {
  private String promise;
  private String what;
  private Throwable cause;

  /** Notes that a promise is broken unless the condition holds; returns the condition. */
  public boolean require(boolean holds, String name, Supplier<String> description) {
    if (!holds) {
      found(name, description.get(), null);
    }
    return holds;
  }

  /** A promise is broken. */
  public void found(String name, String description, Throwable failure) {
    if (promise == null) {
      promise = name;
      what = description;
      cause = failure;
    }
  }

  public boolean any() {
    return promise != null;
  }

  /** Name of the broken promise; null if none is. */
  public String promise() {
    return promise;
  }

  /** What was seen; null if nothing. */
  public String what() {
    return what;
  }

  /** The failure behind it, or null. */
  public Throwable cause() {
    return cause;
  }
}
