package io.tallystick.ordering;

/** Where an entry entered the log. It is settled if and only if it is committed with this term. */
public record Proposed(long index, long term) {}
