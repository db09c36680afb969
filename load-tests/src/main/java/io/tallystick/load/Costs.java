package io.tallystick.load;

import io.tallystick.load.cost.CostsCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The process that measures what each part costs: {@code load-tests/costs --help}. */
public final class Costs {
  private Costs() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(CostsCommand.run(out, err, arguments));
  }
}
