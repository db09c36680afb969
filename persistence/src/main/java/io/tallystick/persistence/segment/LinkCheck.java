package io.tallystick.persistence.segment;

/** Decides whether a batch follows its predecessor; given by whoever knows the header's layout. */
@FunctionalInterface
public interface LinkCheck {
  /**
   * Whether {@code hash} is that of {@code header}, and {@code header} names {@code previousHash}.
   *
   * @param previousHash hash of the batch before; 32 zero bytes before height 1
   * @param header the header's bytes
   * @param hash the stored hash of the header, 32 bytes
   */
  boolean linked(byte[] previousHash, byte[] header, byte[] hash);
}
