package io.tallystick.batch;

/**
 * What a side item holds. Kinds are numbers 1 … 255; a reader passes over kinds it has no use for,
 * and the rules version says which ones a batch may have.
 */
public final class SideKind {
  /** The name by which an account was created: printable ASCII. */
  public static final int NAME = 1;

  static final int FIRST = 1;
  static final int LAST = 255;

  private SideKind() {}
}
