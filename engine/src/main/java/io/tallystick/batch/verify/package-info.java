/** Walks a chain of sealed batches from any source and names the first byte range that is wrong. */
package io.tallystick.batch.verify;
