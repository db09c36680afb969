/**
 * Measures what hashing, the journal, fsync and the id index cost: the same load on nodes that lack
 * one of them each. Production classes have no switch for it; a node's class path has stand-ins
 * before them.
 */
package io.tallystick.load.cost;
