/** What waits for signatures: its life cycle, decisions and statements; pure. */
package io.tallystick.account.approval;
