package io.tallystick.load;

import io.tallystick.load.fault.FaultCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The fault cases' process: {@code load-tests/faults --help}. */
public final class FaultCases {
  private FaultCases() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(FaultCommand.run(out, err, arguments));
  }
}
