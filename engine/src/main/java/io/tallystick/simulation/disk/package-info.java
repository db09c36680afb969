/** A disk in memory that forgets, tears and rots, behind the seams of the log and the stores. */
package io.tallystick.simulation.disk;
