package io.tallystick.ring.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ring.lookup.LookupMessage.Ask;
import io.tallystick.ring.lookup.LookupMessage.Failed;
import io.tallystick.ring.lookup.LookupMessage.Found;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupCodecTest {
  static final LedgerRow LEDGER =
      new LedgerRow(978, "EUR", 2, 11, 22, "3".repeat(39), "4", "5", "6");
  static final AccountRow ACCOUNT =
      new AccountRow(
          1, 19, -2, 3, "customer:1", 978, 65_535, 7, 8, -9, 10, -11, 12, 13, 14, 15, 16);
  static final TransferRow TRANSFER = new TransferRow(record(), 17, 18, "customer:1", null, 20, -1);

  private final LookupSerializer serializer = new LookupSerializer();
  private final LookupCodec codec = new LookupCodec();

  private static byte[] record() {
    byte[] record = new byte[StoredRecord.BYTES];
    for (int i = 0; i < record.length; i++) {
      record[i] = (byte) i;
    }
    return record;
  }

  @Test
  void everyMessageComesAsItWasSent() {
    for (LookupMessage sent :
        List.of(
            new Ask(1, 2, "akka://t@h:1", 3, Question.transfer(-4, 5)),
            new Ask(1, 2, "akka://t@h:1", 3, Question.account(6, -7)),
            new Ask(1, 2, "akka://t@h:1", 3, Question.ledger("EUR")),
            new Found(1, 2, null, null, null),
            new Found(1, 2, TRANSFER, null, null),
            new Found(1, 2, null, ACCOUNT, null),
            new Found(1, 2, null, null, LEDGER))) {
      byte[] bytes = serializer.toBinary(sent);
      assertThat(bytes.length).isLessThanOrEqualTo(codec.bytes(sent));
      assertThat(serializer.fromBinary(bytes, "")).usingRecursiveComparison().isEqualTo(sent);
    }
    Failed failed =
        (Failed)
            serializer.fromBinary(
                serializer.toBinary(
                    new Failed(
                        1, 2, TallystickException.retry(ErrorKind.UNAVAILABLE, "c", "m", 9))),
                "");
    assertThat(failed.reason().code()).isEqualTo("c");
    assertThat(failed.reason().retryAfterMs()).isEqualTo(9);
  }

  @Test
  void bytesAreTheseForEver() {
    assertBytes(
        new Ask(1, 2, "a", 3, Question.transfer(4, 5)),
        "01010000",
        "0100000000000000"
            + "0200000000000000"
            + "01000000"
            + "61"
            + "0300000000000000"
            + "01"
            + "0400000000000000"
            + "0500000000000000"
            + "ffffffff");
    assertBytes(
        new Found(1, 2, TRANSFER, null, null),
        "01020000",
        "0100000000000000"
            + "0200000000000000"
            + "01"
            + HexFormat.of().formatHex(record())
            + "1100000000000000"
            + "1200000000000000"
            + "0a000000"
            + "637573746f6d65723a31"
            + "ffffffff"
            + "14000000"
            + "ffffffff");
    assertBytes(
        new Found(1, 2, null, ACCOUNT, null),
        "01020000",
        "0100000000000000"
            + "0200000000000000"
            + "02"
            + "0100000000000000"
            + "13000000"
            + "feffffffffffffff"
            + "0300000000000000"
            + "0a000000"
            + "637573746f6d65723a31"
            + "d2030000"
            + "ffff0000"
            + "07000000"
            + "0800000000000000"
            + "f7ffffffffffffff"
            + "0a00000000000000"
            + "f5ffffff"
            + "0c00000000000000"
            + "0d00000000000000"
            + "0e00000000000000"
            + "0f00000000000000"
            + "1000000000000000");
    assertBytes(
        new Found(1, 2, null, null, LEDGER),
        "01020000",
        "0100000000000000"
            + "0200000000000000"
            + "03"
            + "d2030000"
            + "03000000"
            + "455552"
            + "02000000"
            + "0b00000000000000"
            + "1600000000000000"
            + "27000000"
            + "33".repeat(39)
            + "01000000"
            + "34"
            + "01000000"
            + "35"
            + "01000000"
            + "36");
  }

  /** The checksum between head and fields is tested by changing bytes. */
  private void assertBytes(LookupMessage message, String head, String fields) {
    String hex = HexFormat.of().formatHex(serializer.toBinary(message));
    assertThat(hex.substring(0, 8)).isEqualTo(head);
    assertThat(hex.substring(16)).isEqualTo(fields);
  }

  @Test
  void anyChangedOrMissingByteIsFound() {
    byte[] good = serializer.toBinary(new Found(1, 2, TRANSFER, null, null));
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 2;
      assertDamaged(bad);
      assertDamaged(Arrays.copyOf(good, at));
    }
  }

  private void assertDamaged(byte[] bytes) {
    assertThatThrownBy(() -> serializer.fromBinary(bytes, ""))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED));
  }
}
