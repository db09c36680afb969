/** Load driver, crash campaigns and micro-benchmarks; a program apart from the engine. */
package io.tallystick.load;
