/** The stored chain read back: replayed into a ledger, or written to the segments of another node. */
package io.tallystick.ring.restore;
