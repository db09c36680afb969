/**
 * The journal of settled batches in Cassandra, through Akka Persistence. It knows bytes, heights
 * and hashes, and nothing of money.
 *
 * <p>{@link io.tallystick.persistence.journal.JournalWriter} follows the local segments through a
 * {@link io.tallystick.persistence.journal.UnitSource} and never slows settling down; {@link
 * io.tallystick.persistence.journal.JournalReader} streams an epoch back for rebuild and verify;
 * {@link io.tallystick.persistence.journal.HistoryTable} says which histories exist.
 */
package io.tallystick.persistence.journal;
