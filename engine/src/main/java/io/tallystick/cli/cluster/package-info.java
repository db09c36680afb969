/**
 * A whole cluster on this machine: its file, its processes, how it stands, and the operations on
 * it. Nodes are processes of their own, so that one can be killed.
 */
package io.tallystick.cli.cluster;
