package io.tallystick.ledger;

/**
 * What stands beside rows (or beside records, in a replay): names of accounts that were given by
 * name, and values of other kinds.
 */
public interface Names {
  /** No row has a name. */
  Names EMPTY =
      new Names() {
        @Override
        public int length(int row) {
          return 0;
        }

        @Override
        public void copy(int row, byte[] into, int offset) {}
      };

  /** Bytes of the row's name, 1 … {@link Id#NAME_CHARS_MAX}; 0 if it has none. */
  int length(int row);

  /** Copies the row's name, ASCII, {@link #length(int)} bytes. */
  void copy(int row, byte[] into, int offset);

  /**
   * The value of another kind beside the row, in an array of its own; null if there is none.
   *
   * @param kind see {@link io.tallystick.ledger.member.ValueKind}
   */
  default byte[] value(int row, int kind) {
    return null;
  }
}
