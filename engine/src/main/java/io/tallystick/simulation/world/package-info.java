/** Time, chance, network and processes of a simulated group. */
package io.tallystick.simulation.world;
