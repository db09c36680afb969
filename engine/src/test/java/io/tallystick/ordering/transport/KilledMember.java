package io.tallystick.ordering.transport;

import io.tallystick.ordering.CommittedEntries;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.LeadershipListener;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A member in a process of its own, until it is killed. While it leads it proposes numbers, and
 * notes which of them were settled: those are what a client was told.
 */
final class KilledMember {
  /** Bytes of one note: index, number, term, microseconds since 1970. */
  static final int NOTE_BYTES = 32;

  private static final int IN_FLIGHT = 16;
  private static final int PAYLOAD_BYTES = 600;

  private final Ordering ordering;
  private final Semaphore room = new Semaphore(IN_FLIGHT);

  private KilledMember(Ordering ordering) {
    this.ordering = ordering;
  }

  /** Arguments: folder, own number, then the port of every member from number 1 on. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    ReplicaId self = new ReplicaId(Integer.parseInt(arguments[1]), 1);
    PeerDirectory peers = new PeerDirectory("tallystick");
    List<ReplicaId> voters = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      voters.add(new ReplicaId(i - 1, 1));
      peers.put(i - 1, "127.0.0.1:" + arguments[i]);
    }
    int port = Integer.parseInt(arguments[1 + self.node()]);
    SocketNode node =
        SocketNode.start(
            self, port, peers, Membership.ofVoters(voters), folder.resolve("log-" + self.node()));
    KilledMember member = new KilledMember(node.ordering);
    node.ordering.listen(member.roomWhenLeading());
    Thread consumer = new Thread(() -> member.consume(folder, self.node()));
    consumer.start();
    member.propose(ProcessHandle.current().pid() << 32);
  }

  /** What was on its way when another led may never be settled: its room is given back here. */
  private LeadershipListener roomWhenLeading() {
    return new LeadershipListener() {
      @Override
      public void onLeader(long term, long lastIndexBeforeTerm) {
        room.drainPermits();
        room.release(IN_FLIGHT);
      }

      @Override
      public void onFollower(long term) {}
    };
  }

  private void propose(long firstNumber) throws Exception {
    for (long number = firstNumber; ; number++) {
      if (!room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        continue;
      }
      byte[] payload = ByteBuffer.allocate(PAYLOAD_BYTES).putLong(0, number).array();
      try {
        ordering.propose(payload, 0, payload.length).toCompletableFuture().get();
      } catch (ExecutionException notLeading) {
        room.release();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
  }

  private void consume(Path folder, int node) {
    try (FileChannel notes = open(folder.resolve("notes-" + node), StandardOpenOption.APPEND);
        FileChannel progress = open(folder.resolve("progress-" + node), StandardOpenOption.WRITE);
        CommittedEntries entries = ordering.committed(0)) {
      ByteBuffer note = ByteBuffer.allocate(NOTE_BYTES);
      while (true) {
        CommittedEntry entry = entries.take(TimeUnit.SECONDS.toNanos(1));
        if (entry == null) {
          continue;
        }
        if (entry.kind() == EntryKind.PAYLOAD) {
          long number = ByteBuffer.wrap(entry.bytes(), entry.offset(), 8).getLong();
          if (number >>> 32 == ProcessHandle.current().pid()) {
            room.release();
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            note.clear().putLong(entry.index()).putLong(number).putLong(entry.term()).putLong(now);
            notes.write(note.flip());
          }
        }
        if (!entries.hasNext()) {
          progress.write(ByteBuffer.allocate(8).putLong(0, entry.index()), 0);
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileChannel open(Path file, StandardOpenOption how) throws Exception {
    return FileChannel.open(file, StandardOpenOption.CREATE, how);
  }
}
