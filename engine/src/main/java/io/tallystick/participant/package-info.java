/**
 * Who asks: participants' keys, signed requests (RFC 9421), what a submitter may do and see. It
 * knows what the ledger keeps of participants, and neither HTTP servers nor rings.
 */
package io.tallystick.participant;
