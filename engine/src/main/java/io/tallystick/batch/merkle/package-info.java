/**
 * The Merkle log over all records (RFC 6962): append, roots, proofs, and the checks of proofs. All
 * numbers are record numbers from 0.
 */
package io.tallystick.batch.merkle;
