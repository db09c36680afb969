package io.tallystick.ring;

/**
 * The commit ring's memory (several MiB a slot) for {@link SteppedPipelines}; may be used again by
 * others once the pipelines before are given up.
 */
public final class SteppedSlots {
  private final CommitSlot[] slots;

  /** {@code count}: as many batches as can be between apply and seal, 1 or more. */
  public SteppedSlots(int count) {
    slots = new CommitSlot[count];
    for (int i = 0; i < count; i++) {
      slots[i] = new CommitSlot();
    }
  }

  /** How many there are. */
  public int count() {
    return slots.length;
  }

  CommitSlot slot(long sequence) {
    return slots[(int) (sequence % slots.length)];
  }
}
