/**
 * HTTP message signatures (RFC 9421) with content digests (RFC 9530), as this engine asks for them.
 */
package io.tallystick.participant.signature;
