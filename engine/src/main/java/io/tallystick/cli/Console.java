package io.tallystick.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress, notes and failures
 * @param terminal whether a person watches, so that a line may be redrawn in place
 */
public record Console(PrintWriter out, PrintWriter err, boolean terminal) {
  public Console {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
  }

  /**
   * The process's own streams, in UTF-8. From Java 22 on a console is always there unless the
   * launcher asks for the former kind ({@code -Djdk.console=java.base}), which it does.
   */
  @SuppressWarnings("SystemConsoleNull")
  public static Console system() {
    boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
    return new Console(
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        terminal);
  }
}
