package io.tallystick.ordering.raft;

import static io.tallystick.ordering.raft.TestReplica.A;
import static io.tallystick.ordering.raft.TestReplica.B;
import static io.tallystick.ordering.raft.TestReplica.C;
import static io.tallystick.ordering.raft.TestReplica.D;
import static io.tallystick.ordering.raft.TestReplica.HEARTBEAT_MS;
import static io.tallystick.ordering.raft.TestReplica.THREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A follower that the leader's log no longer reaches, and the log that is begun anew. */
class RaftInstallTest {
  private static final Membership WITH_D = THREE.withLearner(D);

  private static RaftMessage.AppendRequest append(
      long term, long previous, long previousTerm, long commit, long... terms) {
    List<LogEntry> entries = new ArrayList<>();
    for (long entryTerm : terms) {
      entries.add(LogEntry.noOp(previous + 1 + entries.size(), entryTerm));
    }
    return new RaftMessage.AppendRequest(B, A, term, previous, previousTerm, entries, commit);
  }

  private static RaftMessage.SnapshotOffer offer(long term, long index, long indexTerm) {
    return new RaftMessage.SnapshotOffer(B, A, term, index, indexTerm, THREE);
  }

  private static void install(TestReplica replica, LogStart start) {
    replica.core.install(start);
    replica.carryOut();
  }

  /** A leader of term 3 whose log, cut, begins at 5; everything in it is committed. */
  private static TestReplica cutLeader() {
    TestReplica leader = TestReplica.leaderOfThree(2, 1, 1, 2, 2, 2);
    leader.step(new RaftMessage.AppendAccepted(C, A, 3, 6));
    leader.log.cutBefore(5);
    leader.sent.clear();
    return leader;
  }

  @Test
  void whoNeedsWhatWasCutIsOfferedTheStartUntilItHasInstalledOne() {
    TestReplica leader = cutLeader();
    leader.step(new RaftMessage.AppendRejected(B, A, 3, 5, 0, 2));
    RaftMessage.SnapshotOffer offered = new RaftMessage.SnapshotOffer(A, B, 3, 4, 2, THREE);
    assertThat(leader.take(RaftMessage.SnapshotOffer.class)).containsExactly(offered);
    assertThat(leader.core.followers())
        .extracting(FollowerStatus::replica, FollowerStatus::behind)
        .containsExactly(tuple(B, true), tuple(C, false));
    leader.propose(10);
    leader.persist();
    assertThat(leader.take(RaftMessage.AppendRequest.class))
        .as("no entries to who cannot use them")
        .noneMatch(request -> request.to().equals(B));
    leader.passMs(HEARTBEAT_MS);
    leader.step(new RaftMessage.HeartbeatReply(B, A, 3, 1));
    assertThat(leader.take(RaftMessage.SnapshotOffer.class)).containsExactly(offered);

    leader.step(new RaftMessage.SnapshotInstalled(B, A, 3, 5));
    assertThat(leader.take(RaftMessage.AppendRequest.class))
        .singleElement()
        .satisfies(request -> assertThat(request.previousIndex()).isEqualTo(5));
    leader.step(new RaftMessage.AppendAccepted(B, A, 3, 7));
    assertThat(leader.core.followers()).noneMatch(FollowerStatus::behind);
    assertThat(leader.core.commitIndex()).isEqualTo(7);
  }

  @Test
  void theNewStartIsToldOnlyOnceItIsDurable() {
    TestReplica follower = TestReplica.ofThree(1, 1, 1);
    follower.step(offer(3, 9, 3));
    follower.persist();
    assertThat(follower.behind).isEqualTo(offer(3, 9, 3));
    install(follower, new LogStart(11, 3, WITH_D));
    assertThat(follower.take(RaftMessage.SnapshotInstalled.class)).isEmpty();
    assertThat(follower.core.durableIndex()).isLessThan(11);
    follower.persist();
    assertThat(follower.take(RaftMessage.SnapshotInstalled.class))
        .containsExactly(new RaftMessage.SnapshotInstalled(A, B, 3, 11));
    assertThat(follower.written).isEqualTo(new HardState(3, null, 11));
    assertThat(follower.core.membership()).isEqualTo(WITH_D);
    assertThat(follower.core.committedMembership()).isEqualTo(WITH_D);
    assertThat(follower.log.firstIndex()).isEqualTo(12);
    assertThat(follower.committedTo).as("nothing is handed out that the log has not").isZero();

    follower.step(append(3, 11, 3, 12, 3, 3));
    follower.persist();
    assertThat(follower.take(RaftMessage.AppendAccepted.class))
        .containsExactly(new RaftMessage.AppendAccepted(A, B, 3, 13));
    assertThat(follower.committedTo).isEqualTo(12);
  }

  @Test
  void whatALeaderOffersAndIsHereMeanwhileIsAnsweredAtOnce() {
    TestReplica follower = TestReplica.ofThree(3, 1, 1, 3, 3);
    follower.step(offer(3, 3, 3));
    follower.persist();
    assertThat(follower.behind).isNull();
    assertThat(follower.core.commitIndex()).as("a leader cuts only what is committed").isEqualTo(3);
    assertThat(follower.take(RaftMessage.SnapshotInstalled.class))
        .containsExactly(new RaftMessage.SnapshotInstalled(A, B, 3, 3));
  }

  /** It was acknowledged, and may be what makes an entry committed. */
  @Test
  void whatTheLogHoldsPastAnEntryInCommonStays() {
    TestReplica follower = TestReplica.ofThree(3, 1, 1, 3, 3, 3);
    follower.step(append(3, 5, 3, 0));
    install(follower, new LogStart(3, 3, THREE));
    follower.persist();
    assertThat(follower.log.terms()).containsExactly(1L, 1L, 3L, 3L, 3L);
    assertThat(follower.core.commitIndex()).isEqualTo(3);
    assertThat(follower.core.durableIndex()).isEqualTo(5);
  }

  @Test
  void aStartOlderThanTheLogChangesNothing() {
    TestReplica follower = TestReplica.ofThree(3, 1, 1, 3, 3);
    follower.step(append(3, 4, 3, 4));
    follower.persist();
    follower.sent.clear();
    install(follower, new LogStart(2, 1, WITH_D));
    follower.persist();
    assertThat(follower.log.terms()).containsExactly(1L, 1L, 3L, 3L);
    assertThat(follower.core.membership()).isEqualTo(THREE);
    assertThat(follower.take(RaftMessage.SnapshotInstalled.class))
        .containsExactly(new RaftMessage.SnapshotInstalled(A, B, 3, 4));
  }

  /** Entries of a deposed leader, right after the snapshot and across it, count for nothing. */
  @Test
  void aStaleSuffixRightAfterTheSnapshotIsNeitherKeptNorAcknowledged() {
    TestReplica follower = TestReplica.ofThree(4, 1, 2, 2, 2, 2);
    follower.step(offer(4, 3, 3));
    install(follower, new LogStart(3, 3, THREE));
    follower.persist();
    assertThat(follower.log.lastIndex()).isEqualTo(3);
    assertThat(follower.log.terms()).isEmpty();
    follower.sent.clear();
    follower.step(new RaftMessage.Heartbeat(B, A, 4, 3, 1));
    follower.step(append(4, 5, 4, 5));
    assertThat(follower.take(RaftMessage.AppendAccepted.class)).isEmpty();
    assertThat(follower.take(RaftMessage.AppendRejected.class))
        .containsExactly(new RaftMessage.AppendRejected(A, B, 4, 5, 0, 4));
    follower.step(append(4, 3, 3, 4, 3));
    follower.persist();
    assertThat(follower.committedTo).isEqualTo(4);
    assertThat(follower.log.terms()).containsExactly(3L);
  }

  /** An fsync under way when the log is begun anew says nothing of the new log. */
  @Test
  void theFsyncOfTheOldLogMakesNothingOfTheNewOneDurable() {
    TestReplica follower = TestReplica.ofThree(1, 1);
    follower.step(append(1, 1, 1, 0, 1, 1, 1));
    long old = follower.sequence;
    follower.step(offer(3, 3, 2));
    install(follower, new LogStart(3, 2, THREE));
    follower.persist(old);
    assertThat(follower.core.durableIndex()).isLessThan(3);
    assertThat(follower.take(RaftMessage.SnapshotInstalled.class)).isEmpty();
    follower.persist();
    assertThat(follower.core.durableIndex()).isEqualTo(3);
  }

  @Test
  void aCandidateThatInstallsNoLongerStands() {
    TestReplica candidate = TestReplica.ofThree(1, 1);
    candidate.passMs(TestReplica.ELECTION_MAX_MS);
    candidate.step(new RaftMessage.PreVoteReply(C, A, 2, true));
    candidate.persist();
    assertThat(candidate.core.role()).isEqualTo(Role.CANDIDATE);
    install(candidate, new LogStart(8, 2, THREE));
    candidate.persist();
    candidate.step(new RaftMessage.VoteReply(C, A, 2, true));
    assertThat(candidate.core.role()).isEqualTo(Role.FOLLOWER);
    assertThat(candidate.written.vote()).as("its vote of the term stands").isEqualTo(A);
  }

  @Test
  void aLeaderInstallsNothing() {
    TestReplica leader = cutLeader();
    assertThatThrownBy(() -> leader.core.install(new LogStart(99, 3, THREE)))
        .isInstanceOf(TallystickException.class)
        .hasMessageContaining("a leader has everything that is committed");
  }
}
