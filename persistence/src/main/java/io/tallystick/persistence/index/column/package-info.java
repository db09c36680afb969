/**
 * Sorted columns of stored records: which records have this value in this field. Made from whole
 * stretches of records in the background, and made anew when they are missing or bad.
 */
package io.tallystick.persistence.index.column;
