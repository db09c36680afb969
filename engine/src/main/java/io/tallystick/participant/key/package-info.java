/** Signing keys: signing, verifying, files. */
package io.tallystick.participant.key;
