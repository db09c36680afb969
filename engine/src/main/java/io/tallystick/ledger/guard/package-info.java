/**
 * Claims of account actors over guarded accounts: who may grant debits now, and what was debited by
 * day.
 */
package io.tallystick.ledger.guard;
