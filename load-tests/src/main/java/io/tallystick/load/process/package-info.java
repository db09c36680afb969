/** What Linux tells about processes: processor time, memory, who listens, who is whose child. */
package io.tallystick.load.process;
