package io.tallystick.gatling.run;

import java.time.Duration;

/**
 * A part of a run with a request name of its own, so that the report and assertions tell it from
 * the others.
 *
 * @param name how its requests are called
 * @param ratePerSecond users that start each second
 * @param length how long it lasts
 */
public record Phase(String name, double ratePerSecond, Duration length) {}
