/** TLS: PEM files as a server needs them, and certificates for development. */
package io.tallystick.config.tls;
