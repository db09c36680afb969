package io.tallystick.api.http;

/** How a gateway marks what it passes on. A second gateway does not pass it on again. */
public final class Hop {
  /** Name of the header. */
  public static final String HEADER = "Tallystick-Hop";

  /** Value of a request that whoever gets it judges as if it had come straight. */
  public static final String PASSED = "1";

  /**
   * Value of a request whose signature the gateway counts on to be verified: a node that verifies
   * none refuses it.
   */
  public static final String SIGNED = "signed";

  private Hop() {}
}
