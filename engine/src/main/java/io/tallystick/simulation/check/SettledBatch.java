package io.tallystick.simulation.check;

import io.tallystick.ledger.model.NaiveLedger;
import java.util.List;

/**
 * A batch as the model decided it.
 *
 * @param index of the log entry
 * @param bodies in order
 * @param answers of all rows
 */
record SettledBatch(long index, List<SettledBody> bodies, List<NaiveLedger.Answer> answers) {
  /**
   * One body of it.
   *
   * @param first its first row among the batch's answers
   */
  record SettledBody(BodyKey key, int first, int rows) {}
}
