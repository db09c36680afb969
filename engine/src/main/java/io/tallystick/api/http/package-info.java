/** Connections, routing, bounded bodies and problem documents; knows nothing of money. */
package io.tallystick.api.http;
