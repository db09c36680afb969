package io.tallystick.load.driver;

import java.util.OptionalDouble;

/**
 * What was seen at the end of one second of a run.
 *
 * @param status the server's; null where it did not answer
 * @param use what the processes have used up to then
 * @param pausedSeconds what the server's garbage collector has paused it since it started; empty
 *     where it does not say
 */
record Sample(NodeStatus status, ServerMeter.Reading use, OptionalDouble pausedSeconds) {}
