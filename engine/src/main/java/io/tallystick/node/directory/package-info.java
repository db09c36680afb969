/**
 * Which nodes there are: {@link io.tallystick.node.directory.ClusterDirectory} tells the others
 * what this node is, and remembers what they say of themselves. A node that is new to one is
 * introduced to the others.
 */
package io.tallystick.node.directory;
