package io.tallystick.ledger.member;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.Id;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The officers' signatures of a recovery, as they stand beside its row: one behind the other, each
 * {@code key id u128 | bytes u16 | signature}. What they sign is {@link #statement}. The ledger
 * looks at who signed; whether the signatures are right is for whoever takes the request in, and
 * for every auditor, since statement and signatures are in the chain.
 */
public final class OfficerSignatures {
  private static final byte[] PREFIX = "tallystick recovery\n".getBytes(StandardCharsets.US_ASCII);
  private static final int ID_BYTES = 16;
  private static final int HEADER_BYTES = ID_BYTES + Short.BYTES;

  /** One officer's signature. */
  public record Signed(Id keyId, byte[] signature) {}

  private OfficerSignatures() {}

  /**
   * What officers sign: {@code tallystick recovery}, a line feed, the row's 128 bytes with the
   * timestamp zero, and the new public key.
   */
  public static byte[] statement(byte[] request, int at, byte[] publicKey) {
    byte[] row = Arrays.copyOfRange(request, at, at + KeyRequest.BYTES);
    KeyRequest.timestamp(row, 0, 0);
    byte[] all = new byte[PREFIX.length + row.length + publicKey.length];
    System.arraycopy(PREFIX, 0, all, 0, PREFIX.length);
    System.arraycopy(row, 0, all, PREFIX.length, row.length);
    System.arraycopy(publicKey, 0, all, PREFIX.length + row.length, publicKey.length);
    return all;
  }

  /** The bytes of signatures. */
  public static byte[] write(List<Signed> signatures) {
    int bytes = signatures.stream().mapToInt(s -> HEADER_BYTES + s.signature.length).sum();
    byte[] all = new byte[bytes];
    int at = 0;
    for (Signed signed : signatures) {
      Checks.inRange(signed.signature.length, 1, 0xFFFF, "bytes of a signature");
      LittleEndian.putLong(all, at, signed.keyId.low());
      LittleEndian.putLong(all, at + Long.BYTES, signed.keyId.high());
      LittleEndian.putShort(all, at + ID_BYTES, signed.signature.length);
      System.arraycopy(signed.signature, 0, all, at + HEADER_BYTES, signed.signature.length);
      at += HEADER_BYTES + signed.signature.length;
    }
    return all;
  }

  /** The signatures of bytes; empty if the bytes are none. */
  public static Optional<List<Signed>> read(byte[] bytes) {
    List<Signed> signatures = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      if (bytes.length - at < HEADER_BYTES) {
        return Optional.empty();
      }
      int length = LittleEndian.getShort(bytes, at + ID_BYTES);
      int end = at + HEADER_BYTES + length;
      if (length == 0 || end > bytes.length) {
        return Optional.empty();
      }
      Id keyId =
          new Id(LittleEndian.getLong(bytes, at + Long.BYTES), LittleEndian.getLong(bytes, at));
      signatures.add(new Signed(keyId, Arrays.copyOfRange(bytes, at + HEADER_BYTES, end)));
      at = end;
    }
    return Optional.of(signatures);
  }
}
