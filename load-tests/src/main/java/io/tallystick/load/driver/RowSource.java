package io.tallystick.load.driver;

/** Decides the transfers of one connection, row by row. */
interface RowSource {
  /** Called before the first row of each request. */
  void beginRequest(int rows);

  /** Fills in the next row of the request. */
  void next(Row row);
}
