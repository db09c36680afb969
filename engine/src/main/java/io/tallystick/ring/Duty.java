package io.tallystick.ring;

/** What a node does only while it leads. Calls must return soon. */
public interface Duty {
  /** This node leads, and everything settled before is in its local files. */
  void begin();

  /** This node does not lead any more. */
  void end();
}
