package io.tallystick.persistence.index;

/** Says whether a hit is the id that is looked for; given by whoever can read records. */
@FunctionalInterface
public interface Confirm {
  /**
   * Whether record {@code number} carries this id in the role that {@code kind} names. Called on
   * the thread that looks up, at most a few times a lookup; {@code number} is below the bound that
   * the lookup was given.
   */
  boolean matches(int kind, long number, long idHigh, long idLow);
}
