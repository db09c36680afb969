/**
 * Runs Tallystick and other databases on the same work, on the same machine, one after the other.
 */
package io.tallystick.load.compare;
