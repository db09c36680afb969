package io.tallystick.load.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is sent: how many transfers at once, and between which accounts. */
enum Workload {
  BATCHED_UNIFORM("bulk-uniform", 8_190, 10_000),
  BATCHED_HOT("bulk-hot-pair", 8_190, 2),
  SINGLE_UNIFORM("json-single", 1, 10_000),
  SINGLE_HOT("json-single", 1, 2);

  private final String scenario;
  private final int rows;
  private final int accounts;

  Workload(String scenario, int rows, int accounts) {
    this.scenario = scenario;
    this.rows = rows;
    this.accounts = accounts;
  }

  /** As the command line names it: {@code batched-uniform}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people. */
  String title() {
    return String.format(
        Locale.ROOT,
        "%s, %s",
        batched() ? String.format(Locale.ROOT, "%,d a request", rows) : "one a request",
        hot() ? "one hot pair" : String.format(Locale.ROOT, "%,d accounts", accounts));
  }

  /** The load driver's scenario. */
  String scenario() {
    return scenario;
  }

  /** Transfers of a request or transaction. */
  int rows() {
    return rows;
  }

  /** Accounts that transfers run between, each drawn with equal chance. */
  int accounts() {
    return accounts;
  }

  boolean batched() {
    return rows > 1;
  }

  boolean hot() {
    return accounts == 2;
  }

  static Optional<Workload> of(String word) {
    return Arrays.stream(values()).filter(workload -> workload.word().equals(word)).findFirst();
  }
}
