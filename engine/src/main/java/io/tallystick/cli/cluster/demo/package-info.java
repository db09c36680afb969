/** Shows what the loss of a leader does to those who settle, and what it does not. */
package io.tallystick.cli.cluster.demo;
