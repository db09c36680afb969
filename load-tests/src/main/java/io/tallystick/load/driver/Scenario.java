package io.tallystick.load.driver;

import io.tallystick.base.Checks;
import io.tallystick.ring.Body;

/**
 * What is sent; read from a small file, see {@link ScenarioFile}.
 *
 * @param name how it is called on the command line and in reports
 * @param about one line for people
 * @param encoding how rows are written
 * @param shape how rows hang together
 * @param chainRows rows of a chain where they are linked
 * @param accounts accounts that transfers are spread over, unless the options say otherwise
 * @param rows rows of a request, unless the options say otherwise
 * @param guarded whether its accounts are guarded, each with a policy that allows what is sent
 * @param zipfExponent how uneven the traffic of accounts is: the k-th busiest is drawn in
 *     proportion to {@code k^-exponent}; 0: all alike
 * @param readPercent of a hundred requests, those that read an account instead of moving money
 * @param signed whether every request carries a signature
 * @param nodes of the group that a run starts for itself, 1 or 3
 */
public record Scenario(
    String name,
    String about,
    Encoding encoding,
    Shape shape,
    int chainRows,
    long accounts,
    int rows,
    boolean guarded,
    double zipfExponent,
    int readPercent,
    boolean signed,
    int nodes) {
  /** Most accounts: their ids have ten digits. */
  static final long ACCOUNTS_MAX = 1_000_000_000L;

  /** Beyond it nearly every transfer is of the same account, and bulk-hot-pair says more. */
  static final double ZIPF_EXPONENT_MAX = 5;

  private static final long FIRST_GUARDED_ACCOUNT = 2_000_000_000L;

  /** How rows are written. */
  public enum Encoding {
    BINARY,
    JSON
  }

  /** How rows hang together. */
  public enum Shape {
    SINGLE_PHASE,
    TWO_PHASE,
    LINKED
  }

  public Scenario {
    Checks.that(accounts >= 2 && accounts <= ACCOUNTS_MAX, "accounts in range");
    Checks.that(rows >= 1 && rows <= Body.ROWS_MAX, "rows in range");
    Checks.that(readPercent >= 0 && readPercent < 100, "something is written");
    Checks.that(nodes == 1 || nodes == 3, "one node or three");
  }

  /** The first of its accounts; all have ten digits. Guarded ones are others than the rest. */
  long firstAccount() {
    return guarded ? FIRST_GUARDED_ACCOUNT : DriverOptions.FIRST_ACCOUNT;
  }

  /** Whether some of its requests only read. */
  boolean reads() {
    return readPercent > 0;
  }
}
