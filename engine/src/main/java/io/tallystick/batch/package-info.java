/**
 * The settlement batch: the entry that is ordered, the sealed batch that is kept, the hash link
 * between batches. Bytes are specified in docs/batch-format.md. No actors, no I/O, no clock.
 */
package io.tallystick.batch;
