package io.tallystick.ring.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.agreement.Verdict.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The book against the worlds that it is to judge: replicas whose true chains the test knows. */
class AgreementBookPropertyTest {
  private static final long HEIGHT = 40;
  private static final long NEVER_TIRED = Long.MAX_VALUE;

  private final List<ReplicaId> replicas = new ArrayList<>();
  private final List<FakeChain> chains = new ArrayList<>();
  private Membership members;

  /** Replicas on branch 0 up to some height, where some part onto branch 1 or 2. */
  private Random world(long seed, int voters) {
    Random random = new Random(seed);
    replicas.clear();
    chains.clear();
    for (int node = 1; node <= voters; node++) {
      replicas.add(new ReplicaId(node, 1));
      int branch = random.nextInt(4);
      boolean parts = branch == 1 || branch == 2;
      // One point for each branch: replicas of a branch are equal throughout.
      long partsAt = parts ? 10L * branch : FakeChain.NEVER;
      chains.add(new FakeChain(1 + random.nextInt((int) HEIGHT), partsAt, branch));
    }
    members = Membership.ofVoters(replicas);
    return random;
  }

  private Report report(int of, long height) {
    return new Report(replicas.get(of), height, chains.get(of).hashAt(height));
  }

  private AgreementBook book(int of) {
    return new AgreementBook(replicas.get(of), chains.get(of), members, NEVER_TIRED);
  }

  private boolean equalAt(int a, int b, long height) {
    return chains.get(a).hashAt(height).equals(chains.get(b).hashAt(height));
  }

  private int equalAt(int of, long height) {
    int equal = 0;
    for (int other = 0; other < replicas.size(); other++) {
      equal += equalAt(of, other, height) ? 1 : 0;
    }
    return equal;
  }

  @Property(tries = 400)
  void onceAllAreAtOneHeightAndHeardExactlyTheMajorityGoesOn(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int voters) {
    Random random = world(seed, voters);
    List<AgreementBook> books = new ArrayList<>();
    for (int of = 0; of < voters; of++) {
      books.add(book(of));
    }
    gossip(random, books, 60);
    chains.forEach(chain -> chain.growTo(HEIGHT));
    for (int of = 0; of < voters; of++) {
      for (AgreementBook book : books) {
        book.heard(report(of, HEIGHT), true);
      }
    }
    int goOn = 0;
    for (int of = 0; of < voters; of++) {
      boolean majority = equalAt(of, HEIGHT) * 2 > voters;
      Kind kind = books.get(of).decide(0).kind();
      assertThat(kind).isEqualTo(majority ? Kind.OK : Kind.STOP_OUTVOTED);
      goOn += majority ? 1 : 0;
      if (majority) {
        assertThat(books.get(of).agreedHeight()).isEqualTo(HEIGHT);
      }
    }
    assertThat(goOn == 0 || goOn * 2 > voters).isTrue();
  }

  /**
   * Replicas grow, and tell others at random what they know, late, lost, repeated, out of order.
   */
  private void gossip(Random random, List<AgreementBook> books, int messages) {
    List<Report> onTheWay = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      int from = random.nextInt(books.size());
      FakeChain chain = chains.get(from);
      chain.growTo(Math.min(HEIGHT, chain.height() + random.nextInt(4)));
      onTheWay.addAll(books.get(from).reports());
      Report any = onTheWay.get(random.nextInt(onTheWay.size()));
      AgreementBook to = books.get(random.nextInt(books.size()));
      to.heard(any, any.replica().equals(replicas.get(from)));
      to.decide(i);
    }
  }

  @Property(tries = 400)
  void nobodyStopsUnlessAMajorityOfEqualOnesIsImpossible(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int voters) {
    Random random = world(seed, voters);
    List<AgreementBook> books = new ArrayList<>();
    for (int of = 0; of < voters; of++) {
      books.add(book(of));
    }
    gossip(random, books, 100);
    List<Kind> kinds = books.stream().map(book -> book.decide(0).kind()).toList();
    chains.forEach(chain -> chain.growTo(HEIGHT));
    for (int of = 0; of < voters; of++) {
      boolean majority = equalAt(of, HEIGHT) * 2 > voters;
      if (kinds.get(of) == Kind.STOP_OUTVOTED) {
        assertThat(majority).isFalse();
      }
      assertThat(kinds.get(of)).isNotEqualTo(Kind.STOP_NO_MAJORITY);
    }
  }

  /** The rule once more, from all reports that ever came, for a replica that is ahead of all. */
  @Property(tries = 600)
  void decidesAsTheRuleReadOffAllReports(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int voters,
      @ForAll @IntRange(min = 0, max = 30) int messages) {
    Random random = world(seed, voters);
    chains.forEach(chain -> chain.growTo(HEIGHT));
    AgreementBook book = book(0);
    List<Report> all = new ArrayList<>();
    long[] heard = new long[voters];
    for (int i = 0; i < messages && voters > 1; i++) {
      int of = 1 + random.nextInt(voters - 1);
      heard[of] = Math.min(HEIGHT, heard[of] + 1 + random.nextInt(12));
      all.add(report(of, heard[of]));
      book.heard(report(of, heard[of]), true);
    }
    assertThat(book.decide(0).kind()).isEqualTo(naive(all, voters));
  }

  private Kind naive(List<Report> all, int voters) {
    long[] differsAt = new long[voters];
    long[] equalAt = new long[voters];
    equalAt[0] = HEIGHT;
    for (Report report : all) {
      int of = replicas.indexOf(report.replica());
      if (equalAt(0, of, report.height())) {
        equalAt[of] = Math.max(equalAt[of], report.height());
      } else if (differsAt[of] == 0) {
        differsAt[of] = report.height();
      }
    }
    int differing = 0;
    long highest = 0;
    for (int of = 1; of < voters; of++) {
      differing += differsAt[of] > 0 ? 1 : 0;
      highest = Math.max(highest, differsAt[of]);
    }
    int equal = 0;
    for (int of = 0; of < voters; of++) {
      equal += differsAt[of] == 0 && equalAt[of] >= highest ? 1 : 0;
    }
    if (differing == 0) {
      return Kind.OK;
    }
    if ((voters - differing) * 2 <= voters) {
      return Kind.STOP_OUTVOTED;
    }
    return equal * 2 > voters ? Kind.OK : Kind.WAIT;
  }
}
