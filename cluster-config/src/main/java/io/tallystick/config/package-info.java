/** The configuration of a node, {@code tallystick { … }}. */
package io.tallystick.config;
