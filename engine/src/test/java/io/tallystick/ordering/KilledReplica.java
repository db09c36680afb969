package io.tallystick.ordering;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.Role;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process that orders until it is killed, and notes in a file what was settled. */
final class KilledReplica {
  private KilledReplica() {}

  /** Bytes of one note: index, then the number in the payload. */
  static final int NOTE_BYTES = 16;

  private static final int IN_FLIGHT = 32;

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    ActorTestKit kit = ActorTestKit.create();
    Ordering ordering = OrderingNode.start(kit.system(), OrderingSettings.single("killed"), folder);
    ordering.ready().toCompletableFuture().get(30, TimeUnit.SECONDS);
    Awaitility.await().until(() -> ordering.status().role() == Role.LEADER);
    Semaphore room = new Semaphore(IN_FLIGHT);
    Thread consumer = new Thread(() -> note(ordering, Path.of(arguments[1]), room));
    long start = ordering.status().lastIndex();
    consumer.start();
    for (long number = start; ; number++) {
      room.acquire();
      ByteBuffer payload = ByteBuffer.allocate(8 + (int) (number % 5_000)).putLong(0, number);
      ordering.propose(payload.array(), 0, payload.capacity());
    }
  }

  private static void note(Ordering ordering, Path file, Semaphore room) {
    try (FileChannel notes =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        CommittedEntries entries = ordering.committed(ordering.status().firstIndex() - 1)) {
      while (true) {
        CommittedEntry entry = entries.take(TimeUnit.SECONDS.toNanos(10));
        if (entry != null && entry.kind() == EntryKind.PAYLOAD) {
          long number = ByteBuffer.wrap(entry.bytes(), entry.offset(), 8).getLong();
          notes.write(
              ByteBuffer.allocate(NOTE_BYTES).putLong(entry.index()).putLong(number).flip());
          room.release();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
