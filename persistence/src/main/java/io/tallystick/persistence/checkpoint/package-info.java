/**
 * Checkpoints: the state as of a height in fixed pages that arrive in any order, checked page by
 * page and as a whole.
 */
package io.tallystick.persistence.checkpoint;
