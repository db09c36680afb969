package io.tallystick.ring.agreement;

import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ring.agreement.Verdict.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares this replica's batches with those of all others and decides whether it may go on.
 *
 * <p>Let D be the voters that are known to differ from this replica.
 *
 * <ul>
 *   <li>D is empty: go on.
 *   <li>The voters outside D are no majority: stop, whoever leads.
 *   <li>A majority, this replica included if it votes, is known to be equal at every height at
 *       which somebody differs: go on; those in D stop by the same rule.
 *   <li>Else nobody can tell yet: go on for {@code noMajorityAfterNanos}, then stop.
 * </ul>
 *
 * <p>A replica that stands still below those heights proves nothing about them: its reports stay
 * comparable, but it counts as unknown. Learners count for nothing and stop by the same rule. For
 * one thread.
 */
public final class AgreementBook {
  private static final long NOT_WAITING = Long.MIN_VALUE;

  private final ReplicaId self;
  private final OwnChain own;
  private final long noMajorityAfterNanos;
  private final SortedMap<ReplicaId, Comparison> others = new TreeMap<>();
  private Membership members;
  private long waitingSinceNanos = NOT_WAITING;

  /**
   * @param noMajorityAfterNanos how long a difference may stay undecided
   */
  public AgreementBook(
      ReplicaId self, OwnChain own, Membership members, long noMajorityAfterNanos) {
    this.self = self;
    this.own = own;
    this.members = members;
    this.noMajorityAfterNanos = noMajorityAfterNanos;
  }

  /** Sets who belongs to the group; what is known of others is dropped. */
  public void members(Membership newMembers) {
    members = newMembers;
    others.keySet().removeIf(replica -> !newMembers.contains(replica));
  }

  /**
   * Takes a report; one of a replica that is no member, or of this one, is dropped.
   *
   * @param direct whether the replica itself sent it
   */
  public void heard(Report report, boolean direct) {
    if (members.contains(report.replica()) && !report.replica().equals(self)) {
      others
          .computeIfAbsent(report.replica(), replica -> new Comparison())
          .heard(report, direct, own);
    }
  }

  /**
   * Takes what a replica says of its own chain below its end; above this chain's end it says
   * nothing.
   */
  public void heardOfPast(Report past) {
    if (members.contains(past.replica()) && !past.replica().equals(self)) {
      others.computeIfAbsent(past.replica(), replica -> new Comparison()).compare(past, own);
    }
  }

  /** Decides, with what is known and sealed by now. */
  public Verdict decide(long nowNanos) {
    others.values().forEach(comparison -> comparison.catchUp(own));
    List<Difference> differing = new ArrayList<>();
    long highest = 0;
    for (ReplicaId voter : members.voters()) {
      Comparison comparison = others.get(voter);
      if (comparison != null && comparison.difference() != null) {
        differing.add(comparison.difference());
        highest = Math.max(highest, comparison.difference().height());
      }
    }
    return new Verdict(kind(differing, highest, nowNanos), List.copyOf(differing));
  }

  private Kind kind(List<Difference> differing, long highest, long nowNanos) {
    if (differing.isEmpty()) {
      waitingSinceNanos = NOT_WAITING;
      return Kind.OK;
    }
    if (!members.majority(voter -> !differs(voter))) {
      return Kind.STOP_OUTVOTED;
    }
    if (members.majority(voter -> equalThrough(voter) >= highest && !differs(voter))) {
      waitingSinceNanos = NOT_WAITING;
      return Kind.OK;
    }
    if (waitingSinceNanos == NOT_WAITING) {
      waitingSinceNanos = nowNanos;
    }
    return nowNanos - waitingSinceNanos >= noMajorityAfterNanos ? Kind.STOP_NO_MAJORITY : Kind.WAIT;
  }

  private boolean differs(ReplicaId voter) {
    Comparison comparison = others.get(voter);
    return comparison != null && comparison.difference() != null;
  }

  private long equalThrough(ReplicaId voter) {
    if (voter.equals(self)) {
      return own.height();
    }
    Comparison comparison = others.get(voter);
    return comparison == null ? 0 : comparison.equalThrough();
  }

  /**
   * The greatest height up to which a majority of voters is known to hold this replica's batches.
   */
  public long agreedHeight() {
    return Math.min(own.height(), members.majorityValue(this::equalThrough));
  }

  /**
   * The newest report of every member that was heard of, this replica's own first if it has one.
   */
  public List<Report> reports() {
    List<Report> reports = new ArrayList<>();
    long height = own.height();
    if (height > 0) {
      reports.add(new Report(self, height, own.hashAt(height)));
    }
    reports.addAll(newestOfOthers());
    return reports;
  }

  /**
   * This replica's hashes at the ends of others' chains that are not beyond its own. A replica that
   * stands still could not be told apart by its own reports alone: it never gets to where the
   * others are.
   */
  public List<Report> pastForOthers() {
    long height = own.height();
    return newestOfOthers().stream()
        .map(Report::height)
        .filter(theirs -> theirs < height)
        .distinct()
        .map(theirs -> new Report(self, theirs, own.hashAt(theirs)))
        .filter(report -> report.hash() != null)
        .toList();
  }

  private List<Report> newestOfOthers() {
    return others.values().stream()
        .map(Comparison::newest)
        .filter(report -> report != null)
        .toList();
  }
}
