package io.tallystick.load.group;

import org.HdrHistogram.Histogram;

/**
 * What one round measured.
 *
 * @param number from 1
 * @param what what the fault did, in words
 * @param unavailableMs longest time in which no body was answered 200
 * @param latencyMs from when a body was due until it was answered
 * @param recoverMs from when the fault was made good until all nodes were ready, with a vote
 * @param levelMs from the end of the load until all nodes and the journal held the same
 * @param height at the end
 * @param records stored at the end
 * @param unknownOutcomes attempts that ended without an answer
 * @param findings of the whole campaign at the end of the round
 */
record GroupRound(
    int number,
    GroupFault fault,
    String what,
    long unavailableMs,
    Histogram latencyMs,
    long recoverMs,
    long levelMs,
    long height,
    long records,
    long unknownOutcomes,
    long findings) {}
