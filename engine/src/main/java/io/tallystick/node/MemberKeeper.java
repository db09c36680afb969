package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.cluster.JoinStep;
import io.tallystick.node.cluster.LeadAway;
import io.tallystick.node.cluster.MemberLink;
import io.tallystick.node.cluster.MemberMessage;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.raft.FollowerStatus;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import io.tallystick.ordering.transport.PeerDirectory;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces this replica every second; on the leader it changes the members one step at a time, for
 * nodes that come back empty, join, or are removed by the operator, and hands over the lead when
 * the disk is nearly full.
 */
final class MemberKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MemberKeeper.class);

  /** Time between two announcements, ms. */
  private static final long HELLO_MS = 1_000;

  private final ReplicaId self;
  private final NodeOptions.Place place;
  private final MemberLink link;
  private final ReplicaService service;
  private final PeerDirectory directory;
  private final Set<Integer> invited = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean changing = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "members");
            thread.setDaemon(true);
            return thread;
          });
  private final LeadAway leadAway = new LeadAway();
  private volatile Ordering ordering;
  private volatile BooleanSupplier room;

  MemberKeeper(
      ReplicaId self,
      NodeOptions.Place place,
      MemberLink link,
      ReplicaService service,
      PeerDirectory directory) {
    this.self = self;
    this.place = place;
    this.link = link;
    this.service = service;
    this.directory = directory;
    invited.addAll(place.peers().addresses().keySet());
  }

  /**
   * Begins.
   *
   * @param newRoom whether this node has disk left to lead
   */
  void start(Ordering newOrdering, BooleanSupplier newRoom) {
    ordering = newOrdering;
    room = newRoom;
    timer.scheduleWithFixedDelay(this::tick, 0, HELLO_MS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      announce();
      OrderingStatus status = ordering.status();
      if (status.role() == Role.LEADER) {
        letIn(status);
      }
      leadAwayWithoutRoom(status);
    } catch (RuntimeException problem) {
      LOG.warn("the members were not looked after this time", problem);
    }
  }

  private void announce() {
    MemberMessage.Hello hello =
        new MemberMessage.Hello(
            self.node(),
            self,
            place.address().toString(),
            service.urlOf(self.node()),
            ordering.membership().contains(self),
            true,
            room.getAsBoolean());
    for (int node : directory.all().keySet()) {
      if (node != self.node()) {
        link.tell(node, hello);
      }
    }
  }

  private void letIn(OrderingStatus status) {
    Membership members = ordering.membership();
    for (MemberMessage.Hello hello : service.present()) {
      if (hello.member() && !members.contains(hello.replica())) {
        link.tell(hello.from(), new MemberMessage.Removed(self.node(), hello.replica()));
      }
    }
    Optional<MembershipChange> change =
        JoinStep.next(
            members, service.present(), invited::contains, replica -> isActive(status, replica));
    if (change.isPresent() && changing.compareAndSet(false, true)) {
      begin(change.get()).whenComplete((done, problem) -> changing.set(false));
    }
  }

  private void leadAwayWithoutRoom(OrderingStatus status) {
    if (room.getAsBoolean()) {
      leadAway.room();
      return;
    }
    if (status.role() != Role.LEADER) {
      return;
    }
    leadAway
        .next(status.followers(), service.present(), System.nanoTime())
        .ifPresent(
            target -> {
              LOG.warn("this node leads and its disk is nearly full: it hands over to {}", target);
              ordering
                  .transferLeadership(target)
                  .whenComplete(
                      (done, problem) -> {
                        if (problem != null) {
                          LOG.warn("{} did not take over: {}", target, problem.toString());
                        }
                      });
            });
  }

  private boolean isActive(OrderingStatus status, ReplicaId replica) {
    return replica.equals(self)
        || status.followers().stream()
            .filter(FollowerStatus::active)
            .anyMatch(follower -> follower.replica().equals(replica));
  }

  private CompletionStage<Long> begin(MembershipChange change) {
    return ordering
        .change(change)
        .whenComplete(
            (index, problem) -> {
              if (problem == null) {
                LOG.info(
                    "members changed: {} {} (entry {})", change.step(), change.replica(), index);
              } else {
                LOG.debug("members not changed: {} {}", change.step(), change.replica(), problem);
              }
            });
  }

  /**
   * Does what an operator asks, on the leader.
   *
   * @return completes when it is settled, an invitation at once; fails with NOT_FOUND ({@code
   *     node_not_found}), UNAVAILABLE ({@code not_leader}), or as {@link Ordering#change} and
   *     {@link Ordering#transferLeadership}
   */
  CompletionStage<Void> act(MemberMessage.Act act, int node, String address) {
    if (ordering == null || ordering.status().role() != Role.LEADER) {
      return CompletableFuture.failedFuture(
          TallystickException.retry(
              ErrorKind.UNAVAILABLE, "not_leader", "this node does not lead", HELLO_MS));
    }
    if (act == MemberMessage.Act.ADD) {
      directory.put(node, address);
      invited.add(node);
      return CompletableFuture.completedFuture(null);
    }
    Optional<ReplicaId> member = memberOf(node);
    if (member.isEmpty()) {
      return CompletableFuture.failedFuture(unknown(node));
    }
    if (act == MemberMessage.Act.LEAD) {
      return ordering.transferLeadership(member.get());
    }
    invited.remove(node);
    return begin(new MembershipChange(MembershipChange.Step.REMOVE, member.get()))
        .thenApply(index -> null);
  }

  private Optional<ReplicaId> memberOf(int node) {
    return ordering.membership().all().stream().filter(member -> member.node() == node).findAny();
  }

  private static TallystickException unknown(int node) {
    return TallystickException.field(
        ErrorKind.NOT_FOUND,
        "node_not_found",
        "node",
        Integer.toString(node),
        TallystickException.NO_ROW,
        "is no member of the group");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
