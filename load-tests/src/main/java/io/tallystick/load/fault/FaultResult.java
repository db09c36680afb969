package io.tallystick.load.fault;

/**
 * What became of one fault.
 *
 * @param what the fault, in words
 * @param outcome {@code repaired}, {@code refused}, {@code went on}, {@code skipped} or {@code
 *     wrong}
 * @param detail what the node said, or figures
 */
record FaultResult(String what, String outcome, String detail) {
  static final String REPAIRED = "repaired";
  static final String REFUSED = "refused";
  static final String WENT_ON = "went on";
  static final String SKIPPED = "skipped";
  static final String WRONG = "wrong";
}
