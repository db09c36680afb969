/**
 * Which nodes there are: {@link io.tallystick.node.directory.ClusterDirectory} tells the others
 * what this node is, and remembers what they say of themselves.
 */
package io.tallystick.node.directory;
