package io.tallystick.load;

import io.tallystick.load.driver.DriverCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The load driver's process: {@code load-tests/driver --help}. */
public final class LoadDriver {
  private LoadDriver() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(DriverCommand.run(out, err, arguments));
  }
}
