package io.tallystick.cli;

/** What the process's exit code says. Scripts rely on these numbers. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** Refused by a rule: a result other than created, a row rejected, damage found, not found. */
  public static final int REFUSED = 1;

  /** The command line itself is wrong; nothing was sent. */
  public static final int USAGE = 2;

  /** No answer: unreachable, not able now, or the outcome is unknown. Running again is safe. */
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
