/**
 * Append-only local files of sealed batches: fixed records found by arithmetic, frames that bind
 * them together, recovery to the last whole linked batch. Bytes, numbers, heights and hashes only.
 */
package io.tallystick.persistence.segment;
