/**
 * The command line. Client commands talk HTTP to a server; {@code start}, {@code demo}, {@code
 * verify} and {@code rebuild} reach a node through {@link io.tallystick.node.NodeLauncher}. Results
 * go to standard output, progress and failures to standard error.
 */
package io.tallystick.cli;
