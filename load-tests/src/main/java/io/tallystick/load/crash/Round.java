package io.tallystick.load.crash;

/**
 * What one round measured. Times that do not apply are -1.
 *
 * @param number from 1
 * @param loadMs load before the kill
 * @param restartMs from the node's start to its readiness
 * @param orphanMs how long the killed node's Cassandra lived on
 * @param catchUpMs from the end of the load until the journal had caught up
 * @param settledHeight at the end
 * @param records stored records at the end
 * @param unknownOutcomes attempts of this round that ended without an answer
 * @param findings how many there were at the end of this round, in all
 */
record Round(
    int number,
    KillKind kill,
    long loadMs,
    long restartMs,
    long orphanMs,
    long catchUpMs,
    long settledHeight,
    long records,
    long unknownOutcomes,
    long findings) {
  static final long DOES_NOT_APPLY = -1;
}
