package io.tallystick.load.nodes;

/**
 * One kill of a leader.
 *
 * @param number from 1
 * @param node who led
 * @param newSettledMs from the kill until a client had the answer to a body that it first sent
 *     after it
 * @param backMs from the start of the killed node until it was ready and had applied what was
 *     settled by then
 */
record FailoverRun(int number, int node, long newSettledMs, long backMs) {}
