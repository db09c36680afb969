/**
 * Microbenchmarks (JMH) of the parts that every transfer goes through; {@code load-tests/jmh}. Each
 * figure is for one transfer, unless its benchmark says otherwise.
 */
package io.tallystick.load.micro;
