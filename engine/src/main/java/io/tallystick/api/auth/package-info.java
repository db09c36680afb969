/** How requests are admitted: with a signature, or (in the development profile) without. */
package io.tallystick.api.auth;
