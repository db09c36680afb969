package io.tallystick.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.GroupIdentity;
import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemberMessageCodecTest {
  private static final ReplicaId REPLICA = new ReplicaId(3, 1_795_000_000_000L);
  private static final Membership MEMBERS =
      Membership.ofVoters(List.of(new ReplicaId(1, 5), REPLICA)).withLearner(new ReplicaId(4, 1));
  private static final Founding FOUNDING =
      new Founding(new GroupIdentity("main", new UUID(1, 2), 2, 99, new byte[32], 7), MEMBERS);

  static Stream<MemberMessage> messages() {
    return Stream.of(
        new MemberMessage.WhoAreYou(1, 77),
        new MemberMessage.IAm(3, 77, REPLICA, Optional.empty(), 0, false),
        new MemberMessage.WantStart(3, 78),
        new MemberMessage.StartAt(1, 78, new LogStart(12, 3, MEMBERS), 9),
        new MemberMessage.WantBatches(3, 79, 8, 1 << 20),
        new MemberMessage.Refused(1, 80, ErrorKind.UNAVAILABLE, "peer_starting", "not open"),
        new MemberMessage.Ordered(1, 81, MemberMessage.Act.LEAD, 3, ""),
        new MemberMessage.Done(1, 81),
        new MemberMessage.Removed(1, REPLICA),
        new MemberMessage.Hello(3, REPLICA, "[::1]:25520", "http://h:1", true, false, true));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageIsReadAsItWasWritten(MemberMessage message) {
    assertThat(MemberMessageCodec.decode(MemberMessageCodec.encode(message))).isEqualTo(message);
  }

  @Test
  void aGroupIsReadAsItWasWritten() {
    MemberMessage.IAm sent = new MemberMessage.IAm(3, 77, REPLICA, Optional.of(FOUNDING), 12, true);
    MemberMessage.IAm read =
        (MemberMessage.IAm) MemberMessageCodec.decode(MemberMessageCodec.encode(sent));
    Founding founding = read.founding().orElseThrow();
    assertThat(founding.members()).isEqualTo(MEMBERS);
    assertThat(founding.identity().restoredHash()).containsExactly(new byte[32]);
    assertThat(founding.identity()).usingRecursiveComparison().isEqualTo(FOUNDING.identity());
    assertThat(read.leads()).isTrue();
    assertThat(read.logFirstIndex()).isEqualTo(12);
  }

  @Test
  void batchesAreReadAsTheyWereWritten() {
    MemberMessage.Batches read =
        (MemberMessage.Batches)
            MemberMessageCodec.decode(
                MemberMessageCodec.encode(
                    new MemberMessage.Batches(
                        1, 79, 9, new int[] {2, 3}, new byte[] {1, 2, 3, 4, 5})));
    assertThat(read.firstHeight()).isEqualTo(9);
    assertThat(read.lengths()).containsExactly(2, 3);
    assertThat(read.bytes()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void theBytesAreThese() {
    assertThat(
            HexFormat.of().formatHex(MemberMessageCodec.encode(new MemberMessage.WhoAreYou(1, 77))))
        .isEqualTo("0100000001000000000000004d86e41aa6");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyFlippedBitAndEveryCutIsFound(MemberMessage message) {
    byte[] bytes = MemberMessageCodec.encode(message);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> MemberMessageCodec.decode(flipped))
          .isInstanceOfSatisfying(
              TallystickException.class,
              damaged -> assertThat(damaged.code()).isEqualTo("member_message_damaged"));
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> MemberMessageCodec.decode(cut))
          .isInstanceOf(TallystickException.class);
    }
  }
}
