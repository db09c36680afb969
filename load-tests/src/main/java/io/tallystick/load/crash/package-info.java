/**
 * The crash campaign: clients that record every request and answer, processes that are killed under
 * them, and the checks that what was answered is there exactly once afterwards.
 */
package io.tallystick.load.crash;
