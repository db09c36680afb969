package io.tallystick.load;

import io.tallystick.load.compare.CompareCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The process that compares with other databases: {@code load-tests/compare --help}. */
public final class Compare {
  private Compare() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(CompareCommand.run(out, err, arguments));
  }
}
