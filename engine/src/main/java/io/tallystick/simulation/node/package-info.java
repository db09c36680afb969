/** One simulated node: the production classes, put together over simulated surroundings. */
package io.tallystick.simulation.node;
