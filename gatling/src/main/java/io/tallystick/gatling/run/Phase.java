package io.tallystick.gatling.run;

/**
 * A part of a run with a request name of its own, so that the report and assertions tell it from
 * the others.
 *
 * @param name how its requests are called
 * @param ratePerSecond users that start each second
 * @param seconds how long it lasts
 */
public record Phase(String name, double ratePerSecond, int seconds) {}
