package io.tallystick.batch.merkle;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** Keeps nothing: for a log whose root is wanted and no proofs. */
public final class NoSubtreeStore implements SubtreeStore {
  private long count;

  /** A store of which {@code count} hashes count as appended already. */
  public NoSubtreeStore(long count) {
    this.count = count;
  }

  @Override
  public void append(byte[] hash, int offset) {
    count++;
  }

  @Override
  public void read(long position, byte[] into, int offset) {
    throw TallystickException.of(
        ErrorKind.INTERNAL, "invariant_broken", "subtree roots are not kept here");
  }

  @Override
  public long count() {
    return count;
  }
}
