/**
 * Chains that debit guarded accounts: whoever takes one collects a grant from each debtor's actor
 * and publishes the chain with all of them beside it.
 */
package io.tallystick.account.chain;
