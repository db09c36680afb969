/**
 * The Raft consensus algorithm as a pure, deterministic state machine (Ongaro, "Consensus: Bridging
 * Theory and Practice", 2014): no input or output, threads, clock or random of its own.
 */
package io.tallystick.ordering.raft;
