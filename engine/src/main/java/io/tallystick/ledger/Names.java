package io.tallystick.ledger;

/** The names of account rows (or of account records, in a replay) that were given by name. */
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
}
