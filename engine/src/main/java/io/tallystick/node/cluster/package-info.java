/**
 * How the nodes of a cluster find together: who founds a group, who joins it, and how a replica
 * that lacks history gets it from another. Messages between nodes, pure decisions, and what carries
 * them out.
 */
package io.tallystick.node.cluster;
