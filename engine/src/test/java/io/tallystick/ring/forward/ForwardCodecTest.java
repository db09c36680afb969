package io.tallystick.ring.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.forward.ForwardMessage.Answer;
import io.tallystick.ring.forward.ForwardMessage.Forward;
import io.tallystick.ring.forward.ForwardMessage.Refusal;
import io.tallystick.ring.forward.ForwardMessage.Unreadable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ForwardCodecTest {
  private static final String ADDRESS = "akka://t@h:1";
  private final ForwardSerializer serializer = new ForwardSerializer();

  private byte[] bytes(ForwardMessage message) {
    return serializer.toBinary(message);
  }

  private Object read(byte[] bytes) {
    return serializer.fromBinary(bytes, "");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Puts the right checksum into changed bytes. */
  private static byte[] resummed(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 4);
    crc.update(bytes, 8, bytes.length - 8);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, (int) crc.getValue());
    return bytes;
  }

  @Test
  void bytesOfABodyAreTheseForEver() {
    byte[] records = new byte[2 * Body.RECORD_BYTES];
    records[0] = 0x11;
    records[Body.RECORD_BYTES] = 0x22;
    Body body = new Body(BodyKind.ACCOUNTS, 2, records, Arrays.asList(null, "a:1"), true);
    Forward forward = new Forward(0x0102030405060708L, 5, ADDRESS, 0x1122, 1_000, body);
    assertThat(hex(bytes(forward)))
        .isEqualTo(
            "01010000"
                + "eab697de"
                + "0807060504030201"
                + "0500000000000000"
                + "0c000000"
                + "616b6b613a2f2f7440683a31"
                + "2211000000000000"
                + "e8030000"
                + "0201"
                + "02000000"
                + "11"
                + "00".repeat(127)
                + "22"
                + "00".repeat(127)
                + "01000000"
                + "01000000"
                + "03"
                + "613a31"
                + "00000000");
  }

  @Test
  void bytesOfAnAnswerAreTheseForEver() {
    Outcome outcome =
        new Outcome(
            9,
            new int[] {0, 46, 0},
            new long[] {100, 50, 102},
            new int[] {0, 7, 0},
            new long[] {0, 49, 0},
            null);
    assertThat(hex(bytes(new Answer(1, 2, outcome))))
        .isEqualTo(
            "01020000"
                + "34b7df25"
                + "0100000000000000"
                + "0200000000000000"
                + "0900000000000000"
                + "03000000"
                + "01"
                + "6400000000000000"
                + "01000000"
                + "01000000"
                + "2e000000"
                + "3200000000000000"
                + "07000000"
                + "3100000000000000");
  }

  @Test
  void bytesOfARefusalAreTheseForEver() {
    Refusal refusal =
        new Refusal(
            1, 2, TallystickException.retry(ErrorKind.TOO_MANY, "queue_full", "slow", 1_000));
    assertThat(hex(bytes(refusal)))
        .isEqualTo(
            "01030000"
                + "3993bbb3"
                + "0100000000000000"
                + "0200000000000000"
                + "08"
                + "e803000000000000"
                + "ffffffff"
                + "0a000000"
                + "71756575655f66756c6c"
                + "04000000"
                + "736c6f77"
                + "ffffffff"
                + "ffffffff");
  }

  @Test
  void aBodyComesAsItWasSent() {
    Body body = Samples.accounts("customer:1", null, "x", null);
    Forward sent = new Forward(-1, Long.MAX_VALUE, ADDRESS, -7, 250, body);
    Forward came = (Forward) read(bytes(sent));
    assertThat(came).usingRecursiveComparison().isEqualTo(sent);
  }

  @Test
  void aBodyWithoutNamesHasNone() {
    Forward came = (Forward) read(bytes(new Forward(1, 1, ADDRESS, 0, 1, Samples.transfers(3))));
    assertThat(came.body().names()).isEmpty();
  }

  @Test
  void anAnswerOfCreatedRowsIsSmall() {
    assertThat(bytes(new Answer(1, 2, Samples.created(Body.ROWS_MAX)))).hasSizeLessThan(64);
  }

  @Test
  void everyKindOfErrorComesAsItWas() {
    for (ErrorKind kind : ErrorKind.values()) {
      TallystickException sent = TallystickException.retry(kind, "some_code", "why – ü", 77);
      Refusal came = (Refusal) read(bytes(new Refusal(1, 2, sent)));
      assertThat(came.reason().kind()).isEqualTo(kind);
      assertThat(came.reason().code()).isEqualTo("some_code");
      assertThat(came.reason().getMessage()).isEqualTo("why – ü");
      assertThat(came.reason().retryAfterMs()).isEqualTo(77);
      assertThat(came.reason().field()).isNull();
    }
  }

  @Test
  void anErrorOfAFieldNamesIt() {
    TallystickException sent =
        TallystickException.field(ErrorKind.INVALID, "bad", "amount", "-5", 3, "digits only");
    TallystickException came = ((Refusal) read(bytes(new Refusal(1, 2, sent)))).reason();
    assertThat(came.field()).isEqualTo("amount");
    assertThat(came.value()).isEqualTo("-5");
    assertThat(came.row()).isEqualTo(3);
    assertThat(came.getMessage()).isEqualTo("digits only");
  }

  @Test
  void aKindOfErrorThatIsNotKnownLeavesTheOutcomeOpen() {
    byte[] bytes =
        bytes(new Refusal(1, 2, TallystickException.retry(ErrorKind.TOO_MANY, "c", "m", 1)));
    bytes[24] = 99;
    assertThat(((Refusal) read(resummed(bytes))).reason().kind())
        .isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
  }

  @Test
  void aLongMessageIsCutAndNotRefused() {
    String longText = "ü😀".repeat(5_000);
    TallystickException sent = TallystickException.of(ErrorKind.INTERNAL, "c", longText);
    TallystickException came = ((Refusal) read(bytes(new Refusal(1, 2, sent)))).reason();
    assertThat(longText).startsWith(came.getMessage());
    assertThat(came.getMessage().length()).isGreaterThan(300);
  }

  @Test
  void anyChangedByteIsFound() {
    byte[] good = bytes(new Forward(3, 4, ADDRESS, 0x1122, 1_000, Samples.accounts("n1", "n2")));
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x40;
      assertDamaged(bad);
    }
  }

  @Test
  void aCutMessageIsFound() {
    byte[] good = bytes(new Answer(3, 4, Samples.created(2)));
    for (int length = 0; length < good.length; length++) {
      assertDamaged(Arrays.copyOf(good, length));
      if (length >= 8) {
        assertDamaged(resummed(Arrays.copyOf(good, length)));
      }
    }
  }

  private void assertDamaged(byte[] bytes) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED));
  }

  @Test
  void aBodyOfALaterLayoutCanBeRefused() {
    byte[] bytes = bytes(new Forward(3, 4, ADDRESS, 0x1122, 1_000, Samples.transfers(1)));
    bytes[0] = 2;
    Unreadable came = (Unreadable) read(resummed(bytes));
    assertThat(came.sender()).isEqualTo(3);
    assertThat(came.sequence()).isEqualTo(4);
    assertThat(came.address()).isEqualTo(ADDRESS);
  }

  @Test
  void aBodyWithAFlagOrKindThatIsNotKnownIsNotTakenWithoutIt() {
    byte[] good = bytes(new Forward(3, 4, ADDRESS, 0x1122, 1_000, Samples.transfers(1)));
    int kindAt = 24 + 4 + ADDRESS.length() + 8 + 4;
    byte[] flagged = good.clone();
    flagged[kindAt + 1] = 2;
    byte[] otherKind = good.clone();
    otherKind[kindAt] = 99;
    for (byte[] bytes : List.of(flagged, otherKind)) {
      assertThat(read(resummed(bytes))).isInstanceOf(Unreadable.class);
    }
  }

  private static Body submitted() {
    byte[] records = new byte[2 * Body.RECORD_BYTES];
    return new Body(
        BodyKind.KEYS,
        2,
        records,
        List.of(),
        false,
        List.of(
            new Body.Value(0, 4, new byte[] {0x51, 0x52}),
            new Body.Value(1, 4, new byte[] {0x61}),
            new Body.Value(1, 5, new byte[] {0x71, 0x72})),
        Submitter.ofKey(0x01020304));
  }

  @Test
  void bytesOfASubmittedBodyAreTheseForEver() {
    byte[] bytes = bytes(new Forward(1, 2, ADDRESS, 0x1122, 1_000, submitted()));
    int besideAt = 24 + 4 + ADDRESS.length() + 8 + 4 + 2 + 4 + 2 * Body.RECORD_BYTES + 4;
    assertThat(hex(Arrays.copyOfRange(bytes, besideAt, bytes.length)))
        .isEqualTo(
            "1e000000"
                + "04030201"
                + "00000000"
                + "04"
                + "0200"
                + "5152"
                + "01000000"
                + "04"
                + "0100"
                + "61"
                + "01000000"
                + "05"
                + "0200"
                + "7172");
  }

  @Test
  void aSubmittedBodyComesWithItsKeyAndValues() {
    Body came =
        ((Forward) read(bytes(new Forward(1, 2, ADDRESS, 0x1122, 1_000, submitted())))).body();
    assertThat(came.submitter().key()).isEqualTo(0x01020304);
    assertThat(came).usingRecursiveComparison().isEqualTo(submitted());
  }

  @Test
  void valuesThatAreNotWhatTheySayAreDamage() {
    byte[] good = bytes(new Forward(3, 4, ADDRESS, 0x1122, 1_000, submitted()));
    int besideAt = 24 + 4 + ADDRESS.length() + 8 + 4 + 2 + 4 + 2 * Body.RECORD_BYTES + 4;
    byte[] tooFew = good.clone();
    tooFew[besideAt] = 3;
    byte[] kindOfAName = good.clone();
    kindOfAName[besideAt + 12] = 1;
    byte[] empty = good.clone();
    empty[besideAt + 13] = 0;
    byte[] rowOutside = good.clone();
    rowOutside[besideAt + 8] = 2;
    byte[] twice = good.clone();
    twice[good.length - 5] = 4;
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    longer[besideAt]++;
    byte[] behind = Arrays.copyOf(good, good.length + 1);
    for (byte[] bytes : List.of(tooFew, kindOfAName, empty, rowOutside, twice, longer, behind)) {
      assertDamaged(resummed(bytes));
    }
  }

  @Test
  void namesOutOfOrderOrOfNoRowAreDamage() {
    byte[] good = bytes(new Forward(3, 4, ADDRESS, 0x1122, 1_000, Samples.accounts("n", "m")));
    int namesAt = 24 + 4 + ADDRESS.length() + 8 + 4 + 2 + 4 + 2 * Body.RECORD_BYTES + 4;
    byte[] twice = good.clone();
    twice[namesAt + 6] = 0;
    byte[] outside = good.clone();
    outside[namesAt + 6] = 2;
    byte[] empty = good.clone();
    empty[namesAt + 4] = 0;
    for (byte[] bytes : List.of(twice, outside, empty)) {
      assertDamaged(resummed(bytes));
    }
  }

  @Test
  void theSerializerIsTheOneThatAkkaUses() {
    assertThat(serializer.identifier()).isEqualTo(1_861_010);
    assertThatThrownBy(() -> serializer.toBinary("foreign"))
        .isInstanceOf(TallystickException.class);
  }

  @Test
  void bytesGoIntoALentBufferAtItsPositionAndLeaveItsOrder() {
    Answer answer = new Answer(1, 2, Samples.created(2));
    byte[] alone = bytes(answer);
    ByteBuffer lent = ByteBuffer.allocateDirect(4_096);
    lent.position(100);
    serializer.toBinary(answer, lent);
    assertThat(lent.position()).isEqualTo(100 + alone.length);
    assertThat(lent.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    lent.flip().position(100);
    assertThat(serializer.fromBinary(lent, "")).usingRecursiveComparison().isEqualTo(answer);
    assertThat(lent.hasRemaining()).isFalse();
  }
}
