package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.cluster.MemberLink;
import io.tallystick.node.cluster.MemberMessage;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.raft.FollowerStatus;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import io.tallystick.ring.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** The members as a replica knows them; what is to be changed goes to the leader. */
final class NodeMembers implements Members {
  /** How long the leader may take, ms: a change waits for a majority's fsync. */
  private static final long ANSWER_MS = 15_000;

  private static final long RETRY_MS = 1_000;

  private final ReplicaId self;
  private final Ordering ordering;
  private final MemberLink link;
  private final MemberKeeper keeper;
  private final Function<Integer, String> addressOf;
  private final ReplicaService service;
  private final Supplier<CompletionStage<Long>> barrier;

  /**
   * @param barrier completes once everything that was settled before is applied here
   */
  NodeMembers(
      ReplicaId self,
      Ordering ordering,
      MemberLink link,
      MemberKeeper keeper,
      Function<Integer, String> addressOf,
      ReplicaService service,
      Supplier<CompletionStage<Long>> barrier) {
    this.self = self;
    this.ordering = ordering;
    this.link = link;
    this.keeper = keeper;
    this.addressOf = addressOf;
    this.service = service;
    this.barrier = barrier;
  }

  /** Of a node that runs alone: itself, and no changes. */
  static Members alone(Ordering ordering) {
    return new Members() {
      @Override
      public View view() {
        OrderingStatus status = ordering.status();
        return new View(
            1,
            1,
            status.term(),
            status.membershipIndex(),
            status.commitIndex(),
            List.of(new Row(1, "leader", true, "", "", status.durableIndex(), true)));
      }

      @Override
      public CompletionStage<View> settledView() {
        return CompletableFuture.failedFuture(alone());
      }

      @Override
      public CompletionStage<Void> add(int node, String address) {
        return CompletableFuture.failedFuture(alone());
      }

      @Override
      public CompletionStage<Void> remove(int node) {
        return CompletableFuture.failedFuture(alone());
      }

      @Override
      public CompletionStage<Void> lead(int node) {
        return CompletableFuture.failedFuture(alone());
      }
    };
  }

  private static TallystickException alone() {
    return TallystickException.of(
        ErrorKind.UNPROCESSABLE,
        "not_a_cluster",
        "this node runs alone; start it with --peers to give it company");
  }

  @Override
  public View view() {
    OrderingStatus status = ordering.status();
    Membership members = ordering.membership();
    List<Row> rows = new ArrayList<>();
    members.all().stream()
        .sorted()
        .forEach(member -> rows.add(row(member, members.isVoter(member), status)));
    int leader = status.leader() == null ? 0 : status.leader().node();
    return new View(
        self.node(), leader, status.term(), status.membershipIndex(), status.commitIndex(), rows);
  }

  @Override
  public CompletionStage<View> settledView() {
    return barrier.get().thenApply(applied -> view());
  }

  private Row row(ReplicaId member, boolean voter, OrderingStatus status) {
    boolean leads = member.equals(status.leader());
    Optional<FollowerStatus> follower =
        status.followers().stream().filter(one -> one.replica().equals(member)).findAny();
    boolean me = member.equals(self);
    long match =
        me ? status.durableIndex() : follower.map(FollowerStatus::matchIndex).orElse(Row.UNKNOWN);
    boolean active =
        me || follower.map(FollowerStatus::active).orElseGet(() -> service.isPresent(member));
    return new Row(
        member.node(),
        leads ? "leader" : voter ? "follower" : "learner",
        voter,
        addressOf.apply(member.node()),
        service.urlOf(member.node()),
        status.role() == Role.LEADER || me ? match : Row.UNKNOWN,
        active);
  }

  @Override
  public CompletionStage<Void> add(int node, String address) {
    return onLeader(MemberMessage.Act.ADD, node, address);
  }

  @Override
  public CompletionStage<Void> remove(int node) {
    return onLeader(MemberMessage.Act.REMOVE, node, "");
  }

  @Override
  public CompletionStage<Void> lead(int node) {
    return onLeader(MemberMessage.Act.LEAD, node, "");
  }

  private CompletionStage<Void> onLeader(MemberMessage.Act act, int node, String address) {
    OrderingStatus status = ordering.status();
    if (status.role() == Role.LEADER) {
      return keeper.act(act, node, address);
    }
    if (status.leader() == null) {
      return CompletableFuture.failedFuture(
          TallystickException.retry(
              ErrorKind.UNAVAILABLE, "no_leader", "no leader is known now", RETRY_MS));
    }
    return link.ask(
            status.leader().node(),
            MemberMessage.Done.class,
            number -> new MemberMessage.Ordered(self.node(), number, act, node, address),
            ANSWER_MS)
        .thenApply(done -> null);
  }
}
