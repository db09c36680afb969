/**
 * Measures a group of nodes on this machine: how fast three settle beside one, and how long writes
 * wait when the leader is killed.
 */
package io.tallystick.load.nodes;
