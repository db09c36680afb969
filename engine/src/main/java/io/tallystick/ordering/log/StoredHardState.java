package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.ReplicaId;
import java.nio.ByteBuffer;

/**
 * Bytes of a hard state: 0 term u64 | 8 vote's incarnation u64 (0: no vote) | 16 vote's node u32 |
 * 20 zero u32 | 24 commit u64.
 */
final class StoredHardState {
  static final int BYTES = 32;

  private StoredHardState() {}

  static void write(HardState state, ByteBuffer target, int at) {
    ReplicaId vote = state.vote();
    target.putLong(at, state.term());
    target.putLong(at + 8, vote == null ? 0 : vote.incarnation());
    target.putInt(at + 16, vote == null ? 0 : vote.node());
    target.putInt(at + 20, 0);
    target.putLong(at + 24, state.commit());
  }

  static HardState read(ByteBuffer source, int at) {
    long incarnation = source.getLong(at + 8);
    ReplicaId vote = incarnation == 0 ? null : new ReplicaId(source.getInt(at + 16), incarnation);
    return new HardState(source.getLong(at), vote, source.getLong(at + 24));
  }
}
