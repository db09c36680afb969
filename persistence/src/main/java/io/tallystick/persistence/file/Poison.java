package io.tallystick.persistence.file;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Remembers the first failed write or fsync of a store. From then on the store takes nothing more:
 * after a failed fsync the kernel may have dropped the pages and report success the next time, so
 * that only a restart, which reads what is on the disk, is safe.
 */
public final class Poison {
  private final String store;
  private final AtomicReference<TallystickException> first = new AtomicReference<>();

  /**
   * @param store the store's name, for messages
   */
  public Poison(String store) {
    this.store = store;
  }

  /** Fails with {@code store_failed} if a write or fsync failed before. */
  public void check() {
    TallystickException failure = first.get();
    if (failure != null) {
      throw TallystickException.of(
          ErrorKind.INTERNAL,
          "store_failed",
          "The " + store + " takes nothing after a failed write: " + failure.getMessage(),
          failure);
    }
  }

  /** Remembers a failure (the first one stays) and returns it, to be thrown. */
  public TallystickException fail(TallystickException failure) {
    first.compareAndSet(null, failure);
    return failure;
  }

  /** Whether a write or fsync failed. */
  public boolean failed() {
    return first.get() != null;
  }
}
