package io.tallystick.ring.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.agreement.Verdict.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementBookTest {
  private static final long TIME = 1_000;

  private final FakeChain own = new FakeChain(100);

  private static ReplicaId replica(int node) {
    return new ReplicaId(node, 1);
  }

  private static Membership voters(int count) {
    List<ReplicaId> voters = new ArrayList<>();
    for (int node = 1; node <= count; node++) {
      voters.add(replica(node));
    }
    return Membership.ofVoters(voters);
  }

  private AgreementBook book(int voters) {
    return new AgreementBook(replica(1), own, voters(voters), TIME);
  }

  private static Report report(int node, int branch, long height) {
    return new Report(replica(node), height, FakeChain.hash(branch, height));
  }

  /**
   * What replica 1, at height 100, decides. Reports are NODE:BRANCH@HEIGHT; branch 0 is its own.
   */
  @ParameterizedTest(name = "{0} voters, {1}: {2}, agreed {3}, after the time {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        // nobody differs
        "1, -,                               OK,            100, OK",
        "3, -,                               OK,              0, OK",
        "3, 2:0@90,                          OK,             90, OK",
        "3, 2:0@90 3:0@80,                   OK,             90, OK",
        "3, 2:0@150,                         OK,              0, OK",
        "2, 2:0@90,                          OK,             90, OK",
        "5, 2:0@90 3:0@80 4:0@70,            OK,             80, OK",
        // one of two differs: no majority
        "2, 2:1@90,                          STOP_OUTVOTED,   0, STOP_OUTVOTED",
        // three voters
        "3, 2:1@90,                          WAIT,            0, STOP_NO_MAJORITY",
        "3, 2:1@90 3:0@90,                   OK,             90, OK",
        "3, 2:1@90 3:0@95,                   OK,             95, OK",
        "3, 2:1@90 3:0@89,                   WAIT,           89, STOP_NO_MAJORITY",
        "3, 2:1@90 3:0@150,                  WAIT,            0, STOP_NO_MAJORITY",
        "3, 2:1@90 3:1@90,                   STOP_OUTVOTED,   0, STOP_OUTVOTED",
        "3, 2:1@90 3:2@10,                   STOP_OUTVOTED,   0, STOP_OUTVOTED",
        // five voters
        "5, 2:1@90,                          WAIT,            0, STOP_NO_MAJORITY",
        "5, 2:1@90 3:0@90,                   WAIT,            0, STOP_NO_MAJORITY",
        "5, 2:1@90 3:0@90 4:0@91,            OK,             90, OK",
        "5, 2:1@90 3:1@90,                   WAIT,            0, STOP_NO_MAJORITY",
        "5, 2:1@90 3:1@80 4:0@90 5:0@90,     OK,             90, OK",
        "5, 2:1@90 3:1@95 4:0@90 5:0@99,     WAIT,           90, STOP_NO_MAJORITY",
        "5, 2:1@90 3:2@90 4:3@90,            STOP_OUTVOTED,   0, STOP_OUTVOTED",
        "5, 2:1@90 3:1@90 4:1@90 5:0@99,     STOP_OUTVOTED,   0, STOP_OUTVOTED",
        // an agreement is withdrawn by a later difference, and the other way round
        "3, 2:0@80 2:1@90,                   WAIT,           80, STOP_NO_MAJORITY",
        "3, 2:0@50 3:0@60 2:1@90,            WAIT,           60, STOP_NO_MAJORITY",
        "3, 2:1@90 2:0@95,                   OK,             95, OK",
        "3, 2:1@90 2:0@85,                   WAIT,           85, STOP_NO_MAJORITY",
        // what is heard of strangers counts for nothing
        "3, 4:1@90 5:1@90,                   OK,              0, OK",
      })
  void decides(int voters, String reports, Kind now, long agreed, Kind later) {
    AgreementBook book = book(voters);
    if (reports != null) {
      for (String text : reports.split(" ")) {
        String[] parts = text.split("[:@]");
        book.heard(
            report(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2])),
            true);
      }
    }
    assertThat(book.decide(0).kind()).isEqualTo(now);
    assertThat(book.agreedHeight()).isEqualTo(agreed);
    assertThat(book.decide(TIME - 1).kind()).isEqualTo(now);
    assertThat(book.decide(TIME).kind()).isEqualTo(later);
  }

  @Test
  void aReportFromAboveWaitsUntilTheOwnChainIsThere() {
    AgreementBook book = book(3);
    book.heard(report(2, 1, 110), true);
    book.heard(report(3, 1, 110), true);
    assertThat(book.decide(0).kind()).isEqualTo(Kind.OK);
    own.growTo(109);
    assertThat(book.decide(1).kind()).isEqualTo(Kind.OK);
    own.growTo(110);
    assertThat(book.decide(2).kind()).isEqualTo(Kind.STOP_OUTVOTED);
  }

  @Test
  void aReplicaThatIsAlwaysAheadIsComparedAllTheSame() {
    AgreementBook book = book(3);
    for (long height = 100; height < 200; height += 10) {
      own.growTo(height);
      book.heard(report(2, 0, height + 15), true);
      book.decide(height);
      if (height >= 120) {
        assertThat(book.agreedHeight()).isGreaterThanOrEqualTo(height - 20);
      }
    }
  }

  @Test
  void ofReportsFromAboveTheNewestIsCompared() {
    AgreementBook book = book(3);
    book.heard(report(2, 0, 110), true);
    book.heard(report(2, 0, 120), true);
    book.heard(report(2, 1, 130), true);
    own.growTo(130);
    Verdict verdict = book.decide(0);
    assertThat(verdict.kind()).isEqualTo(Kind.WAIT);
    assertThat(verdict.differences().get(0).height()).isEqualTo(130);
    assertThat(book.agreedHeight()).isEqualTo(110);
  }

  @Test
  void theLowestHeightOfADifferenceIsKept() {
    AgreementBook book = book(3);
    book.heard(report(2, 1, 60), true);
    book.heard(report(2, 1, 95), true);
    book.heard(report(3, 0, 70), true);
    Verdict verdict = book.decide(0);
    // Else a differing replica that goes on ahead of the others could never be outvoted.
    assertThat(verdict.kind()).isEqualTo(Kind.OK);
    assertThat(verdict.differences())
        .containsExactly(
            new Difference(replica(2), 60, FakeChain.hash(1, 60), FakeChain.hash(0, 60)));
  }

  @Test
  void whatIsPassedOnCountsOnlyIfItSaysMore() {
    AgreementBook book = book(3);
    book.heard(report(2, 0, 80), true);
    book.heard(report(2, 1, 80), false);
    book.heard(report(2, 1, 70), false);
    assertThat(book.decide(0).kind()).isEqualTo(Kind.OK);
    book.heard(report(2, 1, 81), false);
    assertThat(book.decide(0).kind()).isEqualTo(Kind.WAIT);
  }

  @Test
  void aReplicaThatStandsStillIsTold() {
    AgreementBook book = book(3);
    book.heard(report(2, 1, 5_000), true);
    book.heard(report(3, 1, 5_000), true);
    book.heardOfPast(report(2, 0, 100));
    assertThat(book.decide(0).kind()).isEqualTo(Kind.OK);
    assertThat(book.agreedHeight()).isEqualTo(100);
    book.heardOfPast(report(2, 1, 100));
    book.heardOfPast(report(3, 1, 99));
    book.heardOfPast(report(4, 1, 99));
    assertThat(book.decide(0).kind()).isEqualTo(Kind.STOP_OUTVOTED);
    assertThat(book.reports()).contains(report(2, 1, 5_000), report(3, 1, 5_000));
  }

  @Test
  void othersAreToldOfTheirEndsInThisChain() {
    AgreementBook book = book(5);
    book.heard(report(2, 1, 40), true);
    book.heard(report(3, 0, 40), true);
    book.heard(report(4, 0, 100), true);
    book.heard(report(5, 0, 900), true);
    assertThat(book.pastForOthers()).containsExactly(report(1, 0, 40));
    own.growTo(1_000);
    assertThat(book.pastForOthers())
        .containsExactly(report(1, 0, 40), report(1, 0, 100), report(1, 0, 900));
  }

  @Test
  void aReplicaThatWentBackBelowItsOldHeightIsBelieved() {
    AgreementBook book = book(3);
    book.heard(report(2, 0, 90), true);
    book.heard(report(2, 1, 80), true);
    assertThat(book.decide(0).kind()).isEqualTo(Kind.WAIT);
    assertThat(book.agreedHeight()).isZero();
  }

  @Test
  void theWaitBeginsAnewAfterAgreement() {
    AgreementBook book = book(3);
    book.heard(report(2, 1, 90), true);
    assertThat(book.decide(0).kind()).isEqualTo(Kind.WAIT);
    book.heard(report(3, 0, 90), true);
    assertThat(book.decide(TIME / 2).kind()).isEqualTo(Kind.OK);
    book.heard(report(2, 0, 91), true);
    book.heard(report(3, 1, 92), true);
    assertThat(book.decide(TIME - 1).kind()).isEqualTo(Kind.WAIT);
    assertThat(book.decide(2 * TIME - 2).kind()).isEqualTo(Kind.WAIT);
    assertThat(book.decide(2 * TIME - 1).kind()).isEqualTo(Kind.STOP_NO_MAJORITY);
  }

  @Test
  void aLearnerStopsWhenAMajorityOfVotersDiffers() {
    Membership group = voters(3).withLearner(replica(9));
    AgreementBook book = new AgreementBook(replica(9), own, group, TIME);
    book.heard(report(1, 1, 90), true);
    assertThat(book.decide(0).kind()).isEqualTo(Kind.WAIT);
    book.heard(report(2, 1, 90), true);
    assertThat(book.decide(0).kind()).isEqualTo(Kind.STOP_OUTVOTED);
  }

  @Test
  void aLearnerThatDiffersTroublesNobodyElse() {
    AgreementBook book =
        new AgreementBook(replica(1), own, voters(3).withLearner(replica(9)), TIME);
    book.heard(report(9, 1, 90), true);
    assertThat(book.decide(0)).isEqualTo(new Verdict(Kind.OK, List.of()));
  }

  @Test
  void aReplicaThatLeftTheGroupIsForgotten() {
    AgreementBook book = book(3);
    book.heard(report(2, 1, 90), true);
    assertThat(book.decide(0).kind()).isEqualTo(Kind.WAIT);
    book.members(voters(3).without(replica(2)));
    assertThat(book.decide(TIME).kind()).isEqualTo(Kind.OK);
    assertThat(book.reports()).containsExactly(report(1, 0, 100));
  }

  @Test
  void aBatchThatThisReplicaDoesNotHoldSaysNothing() {
    AgreementBook book =
        new AgreementBook(
            replica(1),
            new OwnChain() {
              @Override
              public long height() {
                return 100;
              }

              @Override
              public io.tallystick.batch.merkle.Hash hashAt(long height) {
                return height < 50 ? null : FakeChain.hash(0, height);
              }
            },
            voters(3),
            TIME);
    book.heard(report(2, 1, 40), true);
    assertThat(book.decide(0)).isEqualTo(new Verdict(Kind.OK, List.of()));
  }

  @Test
  void nobodyReportsBeforeItsFirstBatch() {
    own.growTo(0);
    assertThat(book(3).reports()).isEmpty();
  }

  @Test
  void reportsAreTheNewestOfEach() {
    AgreementBook book = book(3);
    book.heard(report(2, 0, 150), true);
    book.heard(report(2, 0, 160), true);
    book.heard(report(3, 0, 40), true);
    book.heard(report(1, 1, 40), true);
    assertThat(book.reports())
        .containsExactly(report(1, 0, 100), report(2, 0, 160), report(3, 0, 40));
  }

  @Test
  void theReasonNamesBothHashes() {
    AgreementBook book = book(2);
    book.heard(report(2, 1, 90), true);
    assertThat(book.decide(0).differences().get(0).toString())
        .isEqualTo(
            "at height 90 replica 2.1 has the hash "
                + FakeChain.hash(1, 90)
                + " and this one "
                + FakeChain.hash(0, 90));
  }
}
