/** Guarded accounts' actors over several nodes: sharding, and the bytes of what they are asked. */
package io.tallystick.account.cluster;
