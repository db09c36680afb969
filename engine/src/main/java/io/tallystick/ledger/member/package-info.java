/**
 * Participants and their keys as the ledger knows them: request records, results, rules. Part of
 * the deterministic state machine: who may do what is decided from ordered records alone.
 */
package io.tallystick.ledger.member;
