package io.tallystick.load.compare;

/**
 * What one peer reached in one run.
 *
 * @param repetition 1 … as often as each is run
 * @param settledPerSecond transfers that were answered as durable, each second
 * @param p50Ms median time of a request, ms; not a number if not known
 * @param p99Ms 99 of 100 requests took no longer, ms; not a number if not known
 * @param connections requests in flight at once
 */
record PeerRun(
    Peer peer,
    Workload workload,
    int repetition,
    double settledPerSecond,
    double p50Ms,
    double p99Ms,
    int connections) {}
