package io.tallystick.persistence.segment;

/**
 * A run of record numbers.
 *
 * @param first the first number
 * @param count how many; 0 …
 */
public record NumberRange(long first, int count) {}
