package io.tallystick.simulation;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.CommittedEntries;
import io.tallystick.ordering.LeadershipListener;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.Proposed;
import io.tallystick.ordering.SteppedReplica;
import io.tallystick.ordering.log.LogFiles;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWriter;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import io.tallystick.persistence.index.Confirm;
import io.tallystick.persistence.index.IdTable;
import io.tallystick.simulation.node.NodeBuild;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/** Builds with one classic mistake each, made around the seams: no production class knows of it. */
final class BrokenBuilds {
  private BrokenBuilds() {}

  /** Says that everything is durable the moment it is handed to the disk. */
  static final class AcknowledgesBeforeFsync extends NodeBuild {
    @Override
    public LogWriter logWriter(
        LogWriter sound, LogStore store, LongConsumer durable, Around around) {
      return new LogWriter() {
        private long handedOver;

        @Override
        public void start() {
          sound.start();
        }

        @Override
        public void wake() {
          sound.wake();
          long sequence = ++handedOver;
          around
              .schedule()
              .in(0, around.process(), () -> around.step().accept(() -> durable.accept(sequence)));
        }

        @Override
        public boolean close(long timeoutMs) throws InterruptedException {
          return sound.close(timeoutMs);
        }
      };
    }
  }

  /**
   * Never waits for the fsync of a term and vote, so that a crash makes it forget whom it chose.
   */
  static final class ForgetsVotes extends NodeBuild {
    @Override
    public LogFiles logFiles(LogFiles sound) {
      return new FilesWithoutVotes(sound);
    }
  }

  /** Gives its vote in the current term to whoever asks, if the log is good enough. */
  static final class VotesTwice extends NodeBuild {
    @Override
    public void receive(SteppedReplica replica, RaftMessage message, Around around) {
      if (message instanceof RaftMessage.VoteRequest request
          && request.term() == replica.status().term()
          && replica.status().role() == Role.FOLLOWER
          && isUpToDate(replica.store(), request)) {
        around
            .send()
            .accept(new RaftMessage.VoteReply(request.to(), request.from(), request.term(), true));
        return;
      }
      replica.received(message);
    }

    private static boolean isUpToDate(LogStore log, RaftMessage.VoteRequest request) {
      long last = log.lastIndex();
      long lastTerm = log.term(last);
      return request.lastTerm() > lastTerm
          || (request.lastTerm() == lastTerm && request.lastIndex() >= last);
    }
  }

  /** Hands entries to the pipelines as soon as they are in the log. */
  static final class AppliesBeforeCommit extends NodeBuild {
    @Override
    public Ordering ordering(SteppedReplica sound, Around around) {
      return new DelegatingOrdering(sound) {
        @Override
        public CommittedEntries committed(long afterIndex) {
          return new EntriesUpTo(sound, afterIndex, () -> sound.store().lastIndex());
        }
      };
    }
  }

  /** As leader takes for settled whatever a majority holds, of an older term as well. */
  static final class CountsOlderTerms extends NodeBuild {
    private final Map<SteppedReplica, Map<ReplicaId, Long>> held = new IdentityHashMap<>();
    private final Map<SteppedReplica, Long> termOf = new IdentityHashMap<>();

    @Override
    public void receive(SteppedReplica replica, RaftMessage message, Around around) {
      replica.received(message);
      OrderingStatus status = replica.status();
      if (termOf.getOrDefault(replica, -1L) != status.term()) {
        termOf.put(replica, status.term());
        held.put(replica, new HashMap<>());
      }
      if (message instanceof RaftMessage.AppendAccepted accepted
          && accepted.term() == status.term()) {
        held.get(replica).merge(accepted.from(), accepted.matchIndex(), Math::max);
      }
    }

    @Override
    public Ordering ordering(SteppedReplica sound, Around around) {
      return new DelegatingOrdering(sound) {
        private long counted;

        @Override
        public CommittedEntries committed(long afterIndex) {
          return new EntriesUpTo(sound, afterIndex, this::settled);
        }

        private long settled() {
          OrderingStatus status = sound.status();
          Map<ReplicaId, Long> others = held.getOrDefault(sound, Map.of());
          if (status.role() == Role.LEADER && termOf.getOrDefault(sound, -1L) == status.term()) {
            counted =
                around
                    .members()
                    .majorityValue(
                        id ->
                            others.getOrDefault(
                                id, id.equals(status.leader()) ? status.durableIndex() : 0L));
          }
          return Math.max(Math.min(status.commitIndex(), status.durableIndex()), counted);
        }
      };
    }
  }

  /** Takes whatever stands at the place of an entry that it is sent for that entry. */
  static final class KeepsOldSuffix extends NodeBuild {
    @Override
    public void receive(SteppedReplica replica, RaftMessage message, Around around) {
      if (message instanceof RaftMessage.AppendRequest request
          && request.term() >= replica.status().term()) {
        replica.received(asIfKnown(replica.store(), request));
      } else {
        replica.received(message);
      }
    }

    private static RaftMessage asIfKnown(LogStore log, RaftMessage.AppendRequest request) {
      long previous = request.previousIndex();
      List<LogEntry> entries = request.entries();
      int known = (int) Math.min(entries.size(), log.lastIndex() - previous);
      if (known <= 0 || log.term(previous) != request.previousTerm()) {
        return request;
      }
      return new RaftMessage.AppendRequest(
          request.from(),
          request.to(),
          request.term(),
          previous + known,
          log.term(previous + known),
          entries.subList(known, entries.size()),
          request.commit());
    }
  }

  /** As a new leader stamps before it has applied what was settled before its term. */
  static final class StampsBeforeApplied extends NodeBuild {
    @Override
    public Ordering ordering(SteppedReplica sound, Around around) {
      return new DelegatingOrdering(sound) {
        @Override
        public void listen(LeadershipListener listener) {
          sound.listen(
              new LeadershipListener() {
                @Override
                public void onLeader(long term, long lastIndexBeforeTerm) {
                  listener.onLeader(term, 0);
                }

                @Override
                public void onFollower(long term) {
                  listener.onFollower(term);
                }
              });
        }
      };
    }
  }

  /** Enters only some of the ids of what it applied. */
  static final class LosesIds extends NodeBuild {
    @Override
    public IdTable ids(IdTable sound) {
      return new IdTable() {
        @Override
        public long find(int kind, long idHigh, long idLow, long below, Confirm confirm) {
          return sound.find(kind, idHigh, idLow, below, confirm);
        }

        @Override
        public long hash(int kind, long idHigh, long idLow) {
          return sound.hash(kind, idHigh, idLow);
        }

        @Override
        public void insertBatch(long[] hashes, long[] numbers, int from, int count) {
          for (int i = from; i < from + count; i++) {
            if (numbers[i] % 8 != 0) {
              sound.insertBatch(hashes, numbers, i, 1);
            }
          }
        }

        @Override
        public long unknown(long[] hashes, int from, int count) {
          return sound.unknown(hashes, from, count);
        }
      };
    }
  }

  /** Tells some callers that their body was not taken, and takes it. */
  static final class LiesAboutRefusals extends NodeBuild {
    @Override
    public Ordering ordering(SteppedReplica sound, Around around) {
      return new DelegatingOrdering(sound) {
        private int proposals;

        @Override
        public CompletionStage<Proposed> propose(byte[] payload, int offset, int length) {
          CompletionStage<Proposed> answer = super.propose(payload, offset, length);
          proposals++;
          return proposals % 16 == 0
              ? CompletableFuture.failedFuture(
                  TallystickException.retry(ErrorKind.UNAVAILABLE, "busy", "it was not taken", 1))
              : answer;
        }
      };
    }
  }

  /** Node 2 hears no entries. */
  static final class DeafNode extends NodeBuild {
    @Override
    public void receive(SteppedReplica replica, RaftMessage message, Around around) {
      if (message.to().node() != 2 || !message.bulk()) {
        replica.received(message);
      }
    }
  }
}
