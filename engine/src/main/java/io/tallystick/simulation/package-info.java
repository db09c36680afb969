/**
 * Whole groups of nodes in one thread, with network, disks and clocks simulated and all chance from
 * one seed. The same seed gives the same run, so that whatever a seed finds can be replayed. Only
 * the command line uses it.
 */
package io.tallystick.simulation;
