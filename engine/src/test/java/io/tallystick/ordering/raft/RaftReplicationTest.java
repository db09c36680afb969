package io.tallystick.ordering.raft;

import static io.tallystick.ordering.raft.TestReplica.A;
import static io.tallystick.ordering.raft.TestReplica.B;
import static io.tallystick.ordering.raft.TestReplica.C;
import static io.tallystick.ordering.raft.TestReplica.HEARTBEAT_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaftReplicationTest {
  private static long[] terms(String text) {
    return text == null || text.isBlank()
        ? new long[0]
        : Arrays.stream(text.trim().split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static RaftMessage.AppendRequest append(
      long term, long previous, long previousTerm, long commit, long... terms) {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      entries.add(LogEntry.noOp(previous + 1 + i, terms[i]));
    }
    return new RaftMessage.AppendRequest(B, A, term, previous, previousTerm, entries, commit);
  }

  /** The follower's term is 5; the leader's too. */
  @ParameterizedTest
  @CsvSource({
    // log before | previous, its term, entries, leader's commit | log after, match, commit
    "'',      0, 0, '1 2',   0, '1 2',     2, 0",
    "'1 2',   2, 2, '5',     2, '1 2 5',   3, 2",
    "'1 2',   2, 2, '',      9, '1 2',     2, 2",
    "'1 2 3', 1, 1, '2',     0, '1 2 3',   2, 0",
    "'1 2 3', 1, 1, '4',     0, '1 4',     2, 0",
    "'1 2 2', 1, 1, '2 5',   3, '1 2 5',   3, 3",
    "'1 2 3', 1, 1, '',      3, '1 2 3',   1, 1",
    "'1 3 3', 0, 0, '1 2',   1, '1 2',     2, 1",
  })
  void aFollowerTakesWhatFollowsItsLogAndPromisesNoMoreThanThat(
      String before,
      long previous,
      long previousTerm,
      String entries,
      long leaderCommit,
      String after,
      long match,
      long commit) {
    TestReplica follower = TestReplica.ofThree(5, terms(before));
    follower.step(append(5, previous, previousTerm, leaderCommit, terms(entries)));
    follower.persist();
    assertThat(follower.log.terms()).isEqualTo(MemoryLog.ofTerms(terms(after)).terms());
    assertThat(follower.take(RaftMessage.AppendAccepted.class))
        .containsExactly(new RaftMessage.AppendAccepted(A, B, 5, match));
    assertThat(follower.core.commitIndex()).isEqualTo(commit);
  }

  @ParameterizedTest
  @CsvSource({
    // log | previous, its term | conflict term, conflict index
    "'',        3, 1, 0, 1",
    "'1 1',     3, 2, 0, 3",
    "'1 2 2 2', 4, 3, 2, 2",
    "'1 1 4 4', 3, 2, 4, 3",
    "'3 3 3',   2, 1, 3, 1",
  })
  void aRefusalNamesTheFirstIndexOfTheTermThatConflicts(
      String log, long previous, long previousTerm, long conflictTerm, long conflictIndex) {
    TestReplica follower = TestReplica.ofThree(5, terms(log));
    follower.step(append(5, previous, previousTerm, 0, 5));
    assertThat(follower.take(RaftMessage.AppendRejected.class))
        .containsExactly(
            new RaftMessage.AppendRejected(A, B, 5, previous, conflictTerm, conflictIndex));
    assertThat(follower.log.terms()).isEqualTo(MemoryLog.ofTerms(terms(log)).terms());
  }

  /** The leader's log is given without the no-op of its own term 7. */
  @ParameterizedTest
  @CsvSource({
    // leader's log | conflict term, conflict index | next index tried
    "'1 1 1 4 4 5 5 6 6 6', 0, 5,  5",
    "'1 1 1 4 4 5 5 6 6 6', 4, 4,  6",
    "'1 1 1 4 4 5 5 6 6 6', 2, 4,  4",
    "'1 1 1 4 4 5 5 6 6 6', 3, 4,  4",
    "'1 1 1 4 4 5 5 6 6 6', 1, 1,  4",
    "'4 4 4 4 4 4 4 4 4 4', 3, 1,  1",
  })
  void theLeaderSkipsAWholeTermWithEachRefusal(
      String log, long conflictTerm, long conflictIndex, long next) {
    TestReplica leader = TestReplica.leaderOfThree(6, terms(log));
    leader.step(new RaftMessage.AppendRejected(B, A, 7, 10, conflictTerm, conflictIndex));
    assertThat(leader.take(RaftMessage.AppendRequest.class))
        .singleElement()
        .satisfies(request -> assertThat(request.previousIndex() + 1).isEqualTo(next));
  }

  @Test
  void anAcknowledgementWaitsForItsFsync() {
    TestReplica follower = TestReplica.ofThree(5, 1);
    follower.step(append(5, 1, 1, 0, 5));
    long first = follower.sequence;
    follower.step(append(5, 2, 5, 0, 5, 5));
    assertThat(follower.sent).isEmpty();
    follower.persist(first);
    assertThat(follower.take(RaftMessage.AppendAccepted.class))
        .containsExactly(new RaftMessage.AppendAccepted(A, B, 5, 2));
    follower.persist();
    assertThat(follower.take(RaftMessage.AppendAccepted.class))
        .containsExactly(new RaftMessage.AppendAccepted(A, B, 5, 4));
  }

  @Test
  void theFsyncOfEntriesThatWereCutAndReplacedAcknowledgesNothing() {
    TestReplica follower = TestReplica.ofThree(5, 1);
    follower.step(append(5, 1, 1, 0, 5, 5, 5));
    long ofTheCut = follower.sequence;
    follower.step(append(6, 1, 1, 0, 6));
    follower.persist(ofTheCut);
    assertThat(follower.sent).isEmpty();
    assertThat(follower.core.durableIndex()).isEqualTo(1);
    follower.persist();
    assertThat(follower.sent).containsExactly(new RaftMessage.AppendAccepted(A, B, 6, 2));
    assertThat(follower.core.durableIndex()).isEqualTo(2);
  }

  @Test
  void aFollowerHandsOutOnlyWhatIsCommittedAndDurable() {
    TestReplica follower = TestReplica.ofThree(5, 1);
    follower.step(append(5, 1, 1, 3, 5, 5));
    assertThat(follower.core.commitIndex()).isEqualTo(3);
    assertThat(follower.committedTo).isEqualTo(1);
    follower.persist();
    assertThat(follower.committedTo).isEqualTo(3);
  }

  @Test
  void committedEntriesAreNeverCut() {
    TestReplica follower = TestReplica.ofThree(5, 1, 2);
    follower.step(append(5, 2, 2, 2));
    assertThatThrownBy(() -> follower.step(append(6, 0, 0, 0, 6, 6, 6)))
        .isInstanceOf(TallystickException.class);
  }

  @Test
  void aHeartbeatCannotCommitWhatTheLogDoesNotHold() {
    TestReplica follower = TestReplica.ofThree(5, 1);
    assertThatThrownBy(() -> follower.step(new RaftMessage.Heartbeat(B, A, 5, 2, 1)))
        .isInstanceOf(TallystickException.class);
  }

  @Test
  void aDelayedAcknowledgementOfAnOlderTermCountsForNothing() {
    TestReplica leader = TestReplica.leaderOfThree(4, 1);
    leader.propose(10);
    leader.persist();
    leader.step(new RaftMessage.AppendAccepted(B, A, 4, 3));
    assertThat(leader.core.commitIndex()).isZero();
    leader.step(new RaftMessage.AppendAccepted(B, A, 5, 3));
    assertThat(leader.core.commitIndex()).isEqualTo(3);
  }

  @Test
  void theLeaderCountsItselfOnlyForWhatIsDurable() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.propose(10);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 3));
    assertThat(leader.core.commitIndex()).as("own fsync is missing").isEqualTo(2);
    leader.persist();
    assertThat(leader.core.commitIndex()).isEqualTo(3);
    leader.propose(10);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 4));
    leader.step(new RaftMessage.AppendAccepted(C, A, 2, 4));
    assertThat(leader.core.commitIndex()).as("two others are a majority").isEqualTo(4);
    assertThat(leader.committedTo).as("but it is handed out once it is here too").isEqualTo(3);
  }

  /** Figure 8 of the Raft paper: entry 2 of term 2 is on a majority, and may yet be replaced. */
  @Test
  void anEntryOfAnEarlierTermIsCommittedOnlyByOneOfThisTerm() {
    TestReplica leader = TestReplica.leaderOfThree(3, 1, 2);
    leader.step(new RaftMessage.AppendAccepted(B, A, 4, 2));
    assertThat(leader.core.commitIndex()).isZero();
    leader.step(new RaftMessage.AppendAccepted(B, A, 4, 3));
    assertThat(leader.core.commitIndex()).isEqualTo(3);
  }

  @Test
  void aStaleSuffixIsNotAcknowledgedByAHeartbeatOrAnEmptyAppend() {
    TestReplica follower = TestReplica.ofThree(5, 1, 2, 2, 2);
    follower.step(append(5, 1, 1, 1));
    assertThat(follower.take(RaftMessage.AppendAccepted.class))
        .containsExactly(new RaftMessage.AppendAccepted(A, B, 5, 1));
    follower.step(append(5, 1, 1, 4, 5));
    follower.persist();
    assertThat(follower.log.terms()).containsExactly(1L, 5L);
    assertThat(follower.core.commitIndex()).isEqualTo(2);
  }

  @Test
  void severalAppendsAreOnTheWayUpToTheWindow() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    leader.sent.clear();
    for (int i = 0; i < 10; i++) {
      leader.propose(10);
    }
    assertThat(toB(leader)).as("followerWindowAppends").hasSize(3);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 4));
    assertThat(toB(leader)).as("room for two, the first takes all that waits").hasSize(1);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 12));
    leader.sent.clear();
    for (int i = 0; i < 10; i++) {
      leader.propose(1_000);
    }
    long bytes =
        toB(leader).stream()
            .flatMap(request -> request.entries().stream())
            .mapToLong(LogEntry::length)
            .sum();
    assertThat(bytes).as("followerWindowBytes, and the entry that passes it").isEqualTo(3_000);
  }

  private static List<RaftMessage.AppendRequest> toB(TestReplica leader) {
    return leader.take(RaftMessage.AppendRequest.class).stream()
        .filter(request -> request.to().equals(B) && !request.entries().isEmpty())
        .toList();
  }

  @Test
  void aLostAppendIsFoundByTheHeartbeatAndSentAgain() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    leader.propose(10);
    leader.sent.clear();
    leader.passMs(HEARTBEAT_MS);
    leader.step(new RaftMessage.HeartbeatReply(B, A, 2, 1));
    List<RaftMessage.AppendRequest> probe = leader.take(RaftMessage.AppendRequest.class);
    assertThat(probe)
        .singleElement()
        .extracting(RaftMessage.AppendRequest::previousIndex)
        .isEqualTo(3L);
    leader.step(new RaftMessage.AppendRejected(B, A, 2, 3, 0, 3));
    assertThat(toB(leader))
        .singleElement()
        .satisfies(request -> assertThat(request.entries()).hasSize(1));
  }

  /** It answers heartbeats, and would gather in memory whatever it was sent. */
  @Test
  void aFollowerWhoseDiskStandsStillIsSentNoMoreThanTheWindow() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    leader.sent.clear();
    for (int i = 0; i < 20; i++) {
      leader.propose(10);
    }
    assertThat(toB(leader)).hasSize(3);
    for (int round = 1; round <= 50; round++) {
      leader.passMs(HEARTBEAT_MS);
      leader.step(new RaftMessage.HeartbeatReply(C, A, 2, round));
      leader.step(new RaftMessage.HeartbeatReply(B, A, 2, round));
      List<RaftMessage.AppendRequest> asked =
          leader.take(RaftMessage.AppendRequest.class).stream()
              .filter(request -> request.to().equals(B))
              .toList();
      assertThat(asked)
          .as("whether it lacks something")
          .singleElement()
          .satisfies(request -> assertThat(request.entries()).isEmpty());
    }
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 5));
    assertThat(toB(leader)).as("it goes on").isNotEmpty();
  }

  @Test
  void aHeartbeatCommitsNoMoreThanTheFollowerIsKnownToHold() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    assertThat(leader.core.commitIndex()).isEqualTo(2);
    leader.sent.clear();
    leader.passMs(HEARTBEAT_MS);
    assertThat(leader.take(RaftMessage.Heartbeat.class))
        .extracting(RaftMessage.Heartbeat::commit)
        .containsExactly(2L, 0L);
  }

  @Test
  void payloadIsPassedByReference() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    byte[] payload = new byte[100];
    leader.core.propose(payload, 10, 50);
    leader.carryOut();
    assertThat(leader.log.entries.get(2).bytes()).isSameAs(payload);
    assertThat(toB(leader).get(0).entries().get(0).bytes()).isSameAs(payload);
  }
}
