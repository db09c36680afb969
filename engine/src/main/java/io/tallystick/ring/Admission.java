package io.tallystick.ring;

import io.tallystick.base.TallystickException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether bodies may enter; a reason not to is set by whoever watches (disk space, journal backlog,
 * leadership).
 */
public final class Admission {
  /** Who may close the door; the first reason in this order is told. */
  public enum Watcher {
    RECOVERY,
    LEADERSHIP,
    DISK,
    BACKLOG
  }

  private final AtomicReference<TallystickException[]> reasons =
      new AtomicReference<>(new TallystickException[Watcher.values().length]);

  /** Closes the door for a reason, or withdraws that watcher's reason with null. */
  public void set(Watcher watcher, TallystickException reason) {
    reasons.updateAndGet(
        old -> {
          TallystickException[] changed = old.clone();
          changed[watcher.ordinal()] = reason;
          return changed;
        });
  }

  /** The first reason to refuse, or null. */
  public TallystickException refusal() {
    for (TallystickException reason : reasons.get()) {
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }
}
