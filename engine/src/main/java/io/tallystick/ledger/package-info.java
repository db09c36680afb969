/** Deterministic double-entry state machine: no actors, no I/O, no clock, no random. */
package io.tallystick.ledger;
