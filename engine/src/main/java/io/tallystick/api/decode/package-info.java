/** From bytes of a request to 128-byte request records; refuses what cannot become records. */
package io.tallystick.api.decode;
