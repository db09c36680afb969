/** Where policies and approvals are kept, event by event. */
package io.tallystick.account.journal;
