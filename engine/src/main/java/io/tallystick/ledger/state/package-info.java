/**
 * The memory of the ledger: flat 64-bit words in logical pages of 4 KiB, so that a checkpoint is a
 * copy of pages, a broken chain is undone word by word, and nothing is allocated per transfer. One
 * thread writes and reads it. Nothing here decides anything.
 */
package io.tallystick.ledger.state;
