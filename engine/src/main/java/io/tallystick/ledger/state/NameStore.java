package io.tallystick.ledger.state;

/**
 * Names of accounts and participants, and public keys, one behind the other, never removed: each in
 * whole words, its first byte lowest. A name is found by {@code first word << 8 | bytes}; 0 means
 * none.
 */
public final class NameStore {
  private static final int LENGTH_BITS = 8;

  private final PagedLongs words;

  NameStore(PagedLongs words) {
    this.words = words;
  }

  /** Keeps a name of 1 … 255 bytes and says where. */
  public long add(byte[] source, int offset, int length) {
    long first = words.length();
    words.extend(first + ((length + 7) >>> 3));
    for (int i = 0; i < length; i += Long.BYTES) {
      long word = 0;
      for (int j = Math.min(Long.BYTES, length - i) - 1; j >= 0; j--) {
        word = (word << Byte.SIZE) | (source[offset + i + j] & 0xFF);
      }
      words.set(first + (i >>> 3), word);
    }
    return (first << LENGTH_BITS) | length;
  }

  /** Bytes of a name; 0 for none. */
  public static int length(long name) {
    return (int) name & ((1 << LENGTH_BITS) - 1);
  }

  /** A name's bytes. */
  public byte[] bytes(long name) {
    byte[] bytes = new byte[length(name)];
    copy(name, bytes, 0);
    return bytes;
  }

  /** Copies a name's bytes. */
  public void copy(long name, byte[] into, int offset) {
    long first = name >>> LENGTH_BITS;
    int length = length(name);
    for (int i = 0; i < length; i++) {
      into[offset + i] = (byte) (words.get(first + (i >>> 3)) >>> ((i & 7) * Byte.SIZE));
    }
  }
}
