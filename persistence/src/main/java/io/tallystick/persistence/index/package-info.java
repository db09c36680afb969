/**
 * The id index: (kind, id) → record number, for ever. A mutable table off the heap holds the newest
 * ids; when it is full it becomes an immutable run on disk with a filter in memory; runs merge in
 * the background.
 */
package io.tallystick.persistence.index;
