/**
 * Actors of accounts: every single passes the one of the account that it debits. For most accounts
 * that is a thin door; a guarded account's authorises debits by its policy.
 */
package io.tallystick.account;
