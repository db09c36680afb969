package io.tallystick.persistence.index.column;

import io.tallystick.base.TallystickException;

/** What columns ask of those who own the records. Called on the columns' own thread. */
public interface ColumnHost {
  /** How many records there are now; their numbers begin at 0. */
  long recordCount();

  /** Returns once every record up to and with {@code number} is durable. */
  void forceThrough(long number);

  /** Whether there is room for columns, which are never worth the last free bytes. */
  boolean hasRoom();

  /** Columns could not be made, as on a full disk; it is tried again later, queries do without. */
  void failed(TallystickException failure);
}
