/** The promises, each held against what was seen from outside. */
package io.tallystick.simulation.check;
