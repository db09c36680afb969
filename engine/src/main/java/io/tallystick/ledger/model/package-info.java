/**
 * The rules of the ledger written a second time, plainly: maps and big integers instead of pages,
 * no care for speed. Tests and crash campaigns hold the engine's answers against it.
 */
package io.tallystick.ledger.model;
