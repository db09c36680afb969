package io.tallystick.load.driver;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is sent. The names on the command line are the constants in lower case with dashes. */
public enum Scenario {
  /** Full binary bodies over 10,000 accounts. */
  BULK_UNIFORM(Encoding.BINARY, 10_000, Shape.SINGLE_PHASE),
  /** Full binary bodies, every transfer between the same two accounts. */
  BULK_HOT_PAIR(Encoding.BINARY, 2, Shape.SINGLE_PHASE),
  /** Full binary bodies over a million accounts. */
  BULK_MILLION_ACCOUNTS(Encoding.BINARY, 1_000_000, Shape.SINGLE_PHASE),
  /** Full binary bodies over ten million accounts. */
  BULK_TEN_MILLION_ACCOUNTS(Encoding.BINARY, 10_000_000, Shape.SINGLE_PHASE),
  /** One transfer a request, in JSON, over 10,000 accounts. */
  JSON_SINGLE(Encoding.JSON, 10_000, Shape.SINGLE_PHASE),
  /** One transfer a request, in JSON, each a debit of one of 1,000 guarded accounts. */
  GUARDED_SINGLE(Encoding.JSON, 1_000, Shape.SINGLE_PHASE),
  /** Full bodies in JSON over 10,000 accounts. */
  JSON_BULK(Encoding.JSON, 10_000, Shape.SINGLE_PHASE),
  /** Binary bodies of pending transfers, each followed by the body that resolves them. */
  BULK_TWO_PHASE(Encoding.BINARY, 10_000, Shape.TWO_PHASE),
  /** Full binary bodies of chains of three linked transfers. */
  BULK_LINKED(Encoding.BINARY, 10_000, Shape.LINKED);

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

  private final Encoding encoding;
  private final long accounts;
  private final Shape shape;

  Scenario(Encoding encoding, long accounts, Shape shape) {
    this.encoding = encoding;
    this.accounts = accounts;
    this.shape = shape;
  }

  public Encoding encoding() {
    return encoding;
  }

  /** Accounts that transfers are spread over, unless the options say otherwise. */
  public long accounts() {
    return accounts;
  }

  public Shape shape() {
    return shape;
  }

  /** Rows of a request, unless the options say otherwise. */
  public int rows() {
    return this == JSON_SINGLE || guarded() ? 1 : io.tallystick.ring.Body.ROWS_MAX;
  }

  /** Whether its accounts are guarded, each with a policy that allows what is sent. */
  public boolean guarded() {
    return this == GUARDED_SINGLE;
  }

  /** The first of its accounts; all have ten digits. Guarded ones are others than the rest. */
  public long firstAccount() {
    return guarded() ? 2_000_000_000L : DriverOptions.FIRST_ACCOUNT;
  }

  /** The name on the command line. */
  public String commandName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The scenario of a name on the command line. */
  public static Optional<Scenario> named(String commandName) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.commandName().equals(commandName))
        .findFirst();
  }
}
