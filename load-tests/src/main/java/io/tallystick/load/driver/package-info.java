/** The load driver: what it sends, when, what it counts and how it reports. */
package io.tallystick.load.driver;
