package io.tallystick.persistence.index.column;

/**
 * A condition: a field has this value.
 *
 * @param field which field, by its place in the settings
 * @param high upper 64 bits of the value; 0 for a field of up to 8 bytes
 * @param low lower 64 bits of the value
 */
public record ColumnMatch(int field, long high, long low) {}
