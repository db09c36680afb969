package io.tallystick.ordering.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.persistence.kryo.SerializerIdentifiers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RaftMessageCodecTest {
  private static final ReplicaId A = new ReplicaId(1, 2);
  private static final ReplicaId B = new ReplicaId(3, 4);
  private static final RaftMessageSerializer SERIALIZER = new RaftMessageSerializer();

  private static byte[] bytes(RaftMessage message) {
    return SERIALIZER.toBinary(new RaftEnvelope(0x1122_3344_5566_7788L, message));
  }

  private static void assertBytes(RaftMessage message, String hex) {
    assertThat(HexFormat.of().formatHex(bytes(message))).isEqualTo(hex.replaceAll("[ |\n]", ""));
  }

  @Test
  void theIdentifierIsTheOneInTheTable() {
    assertThat(SERIALIZER.identifier()).isEqualTo(SerializerIdentifiers.RAFT_MESSAGE);
    assertThat(SERIALIZER.manifest(new RaftEnvelope(1, null))).isEqualTo("raft-1");
  }

  @Test
  void theBytesOfAHeartbeatAreFixed() {
    assertBytes(
        new RaftMessage.Heartbeat(A, B, 5, 6, 7),
        """
        1d2f5a9f | 08 00 0000 | 8877665544332211
        0200000000000000 01000000 | 03000000 0400000000000000 | 0500000000000000
        0600000000000000 0700000000000000
        """);
  }

  @Test
  void theBytesOfAnAppendRequestAreFixed() {
    byte[] shared = "..one-two".getBytes(StandardCharsets.US_ASCII);
    assertBytes(
        new RaftMessage.AppendRequest(
            A,
            B,
            9,
            100,
            8,
            List.of(
                new LogEntry(101, 8, EntryKind.PAYLOAD, shared, 2, 3),
                LogEntry.noOp(102, 9),
                new LogEntry(103, 9, EntryKind.PAYLOAD, shared, 6, 3)),
            99),
        """
        ad998644 | 05 00 0000 | 8877665544332211
        0200000000000000 01000000 | 03000000 0400000000000000 | 0900000000000000
        6400000000000000 0800000000000000 6300000000000000
        03000000 06000000
        0800000000000000 03000000 02000000
        0900000000000000 00000000 01000000
        0900000000000000 03000000 02000000
        6f6e65 74776f
        """);
  }

  @Test
  void theBytesOfASnapshotOfferAreFixed() {
    assertBytes(
        new RaftMessage.SnapshotOffer(A, B, 9, 10, 8, Membership.ofVoters(List.of(A))),
        """
        085c8347 | 0a 00 0000 | 8877665544332211
        0200000000000000 01000000 | 03000000 0400000000000000 | 0900000000000000
        0a00000000000000 0800000000000000 | 010100 01000000 0200000000000000
        """);
  }

  @Test
  void everyTypeHasItsNumber() {
    List<RaftMessage> inOrder =
        List.of(
            new RaftMessage.PreVoteRequest(A, B, 1, 2, 3),
            new RaftMessage.PreVoteReply(A, B, 1, true),
            new RaftMessage.VoteRequest(A, B, 1, 2, 3, true),
            new RaftMessage.VoteReply(A, B, 1, false),
            new RaftMessage.AppendRequest(A, B, 1, 0, 0, List.of(), 0),
            new RaftMessage.AppendAccepted(A, B, 1, 2),
            new RaftMessage.AppendRejected(A, B, 1, 2, 3, 4),
            new RaftMessage.Heartbeat(A, B, 1, 2, 3),
            new RaftMessage.HeartbeatReply(A, B, 1, 2),
            new RaftMessage.SnapshotOffer(A, B, 1, 2, 3, Membership.ofVoters(List.of(A))),
            new RaftMessage.SnapshotInstalled(A, B, 1, 2),
            new RaftMessage.TimeoutNow(A, B, 1),
            new RaftMessage.BarrierRequest(A, B, 1, 2),
            new RaftMessage.BarrierReply(A, B, 1, 2, 3));
    assertThat(inOrder).hasSize(RaftMessage.class.getPermittedSubclasses().length);
    for (int i = 0; i < inOrder.size(); i++) {
      byte[] written = bytes(inOrder.get(i));
      assertThat(written[4]).isEqualTo((byte) (i + 1));
      assertThat(SERIALIZER.fromBinary(written, "raft-1"))
          .isEqualTo(new RaftEnvelope(0x1122_3344_5566_7788L, inOrder.get(i)));
    }
  }

  @Property(tries = 300)
  void whatIsReadIsWhatWasWritten(@ForAll("appends") RaftMessage.AppendRequest message) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.BIG_ENDIAN);
    buffer.position(13);
    SERIALIZER.toBinary(new RaftEnvelope(-1, message), buffer);
    assertThat(buffer.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(buffer.position() - 13).isEqualTo(RaftMessageCodec.bytes(message));
    buffer.flip().position(13);
    RaftEnvelope read = (RaftEnvelope) SERIALIZER.fromBinary(buffer, "raft-1");
    assertThat(read.history()).isEqualTo(-1);
    assertThat(text(read.message())).isEqualTo(text(message));
  }

  @Property(tries = 300)
  void anyFlippedBitIsFound(
      @ForAll("appends") RaftMessage.AppendRequest message, @ForAll int position) {
    byte[] written = bytes(message);
    int bit = Math.floorMod(position, written.length * 8);
    written[bit / 8] ^= (byte) (1 << (bit % 8));
    assertDamaged(written);
  }

  @Property(tries = 200)
  void aCutOrLengthenedMessageIsFound(
      @ForAll("appends") RaftMessage.AppendRequest message, @ForAll int position) {
    byte[] written = bytes(message);
    assertDamaged(Arrays.copyOf(written, Math.floorMod(position, written.length)));
    assertDamaged(Arrays.copyOf(written, written.length + 1 + Math.floorMod(position, 40)));
  }

  /** Bytes that somebody made on purpose have a fitting checksum. */
  @Property(tries = 500)
  void madeUpBytesWithAFittingChecksumAreNoMessageOrAWholeOne(@ForAll byte[] tail) {
    byte[] written = new byte[48 + tail.length];
    ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).putInt(24, 1).putInt(28, 1);
    System.arraycopy(tail, 0, written, 48, tail.length);
    written[4] = (byte) (tail.length == 0 ? 5 : 1 + Math.floorMod(tail[0], 15));
    written[16] = 1;
    written[32] = 1;
    fixChecksum(written);
    try {
      RaftEnvelope read = (RaftEnvelope) SERIALIZER.fromBinary(written, "raft-1");
      assertThat(SERIALIZER.toBinary(read)).isEqualTo(written);
    } catch (TallystickException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED);
    }
  }

  @Test
  void anotherLayoutIsRefused() {
    byte[] written = bytes(new RaftMessage.TimeoutNow(A, B, 1));
    assertThatThrownBy(() -> SERIALIZER.fromBinary(written, "raft-2"))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("message_damaged"));
  }

  @Provide
  static Arbitrary<RaftMessage.AppendRequest> appends() {
    Arbitrary<byte[]> payloads =
        Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(300);
    Arbitrary<List<byte[]>> several = payloads.list().ofMaxSize(20);
    return Combinators.combine(
            Arbitraries.longs().between(0, 1L << 50),
            Arbitraries.longs().between(1, 1L << 40),
            several)
        .as(
            (previous, term, contents) -> {
              LogEntry[] entries = new LogEntry[contents.size()];
              for (int i = 0; i < entries.length; i++) {
                EntryKind kind = EntryKind.of(1 + contents.get(i).length % 3);
                entries[i] = LogEntry.of(previous + 1 + i, term, kind, contents.get(i));
              }
              return new RaftMessage.AppendRequest(
                  A, B, term, previous, term, List.of(entries), previous);
            });
  }

  private static String text(RaftMessage message) {
    RaftMessage.AppendRequest append = (RaftMessage.AppendRequest) message;
    StringBuilder text = new StringBuilder();
    text.append(append.from()).append(append.to()).append(append.term());
    text.append(append.previousIndex()).append('@').append(append.previousTerm());
    for (LogEntry entry : append.entries()) {
      text.append(entry)
          .append(
              HexFormat.of()
                  .formatHex(entry.bytes(), entry.offset(), entry.offset() + entry.length()));
    }
    return text.append(append.commit()).toString();
  }

  private static void fixChecksum(byte[] written) {
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(written, 4, written.length - 4);
    ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).putInt(0, (int) crc.getValue());
  }

  private static void assertDamaged(byte[] written) {
    assertThatThrownBy(() -> SERIALIZER.fromBinary(written, "raft-1"))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED));
  }
}
