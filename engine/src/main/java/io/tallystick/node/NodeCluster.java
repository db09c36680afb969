package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.node.cluster.Formation;
import io.tallystick.node.cluster.Founding;
import io.tallystick.node.cluster.MemberLink;
import io.tallystick.node.cluster.MemberMessage;
import io.tallystick.node.directory.ClusterDirectory;
import io.tallystick.node.directory.DirectorySettings;
import io.tallystick.node.directory.NodeCard;
import io.tallystick.node.gateway.ForwardMeters;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import io.tallystick.ordering.transport.ArteryTransport;
import io.tallystick.ordering.transport.PeerDirectory;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.FreeSpace;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Members;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.agreement.Agreement;
import io.tallystick.ring.agreement.AgreementSettings;
import io.tallystick.ring.agreement.StoredChain;
import io.tallystick.ring.forward.ForwardSettings;
import io.tallystick.ring.forward.ForwardedIntake;
import io.tallystick.ring.forward.ForwardingIntake;
import io.tallystick.ring.forward.OrderingLeader;
import io.tallystick.ring.lookup.LookupServer;
import io.tallystick.ring.query.Lookups;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a replica in company has beside what a single node has: peers, and a way to them. */
final class NodeCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCluster.class);

  /** How long a node without history waits for a group, ms. */
  private static final long FORM_MS_MAX = 600_000;

  /** How long the log may take to begin anew, s. */
  private static final long INSTALL_S_MAX = 60;

  private final Teardown parts = new Teardown();
  private final Ends ends;
  private final NodeOptions.Place place;
  private final NodeFolder folder;
  private final PeerDirectory directory;
  private final ReplicaService service;
  private final MemberLink link;
  private final MemberKeeper keeper;
  private Agreement agreement;
  private ForwardingIntake intake;
  private ReplicaFile replica;
  private GroupIdentity identity;

  private NodeCluster(
      ActorSystem<?> system, NodeOptions.Place place, NodeFolder folder, String group, Ends ends) {
    this.ends = ends;
    this.place = place;
    this.folder = folder;
    this.replica = ReplicaFile.open(folder, place.node(), System.currentTimeMillis());
    this.directory = new PeerDirectory(system.name());
    place.peers().addresses().forEach((node, at) -> directory.put(node, at.toString()));
    this.service = new ReplicaService(replica.replica(), this::learnAddress, ends::removed);
    this.link = new MemberLink(system, place.node(), group, directory, service);
    this.keeper = new MemberKeeper(replica.replica(), place, link, service, directory);
  }

  /** How a replica's life in the group may end by itself. */
  interface Ends {
    /** It was removed from the group. */
    void removed();

    /** Its batches are not those of a majority. */
    void differs(TallystickException how);

    /** It lacks entries that the leader's log no longer holds. */
    void behind(ReplicaId leader);
  }

  /** Begins to answer other nodes. */
  static NodeCluster start(
      ActorSystem<?> system, NodeOptions.Place place, NodeFolder folder, String group, Ends ends) {
    return new NodeCluster(system, place, folder, group, ends);
  }

  private void learnAddress(MemberMessage.Hello hello) {
    if (!hello.address().equals(addressOf(hello.from()))) {
      LOG.info("node {} is at {}", hello.from(), hello.address());
      directory.put(hello.from(), hello.address());
    }
  }

  /** The members, for the API. */
  Members membersOf(Ordering ordering, Pipelines pipelines) {
    return new NodeMembers(
        replica(), ordering, link, keeper, this::addressOf, service, pipelines::appliedBarrier);
  }

  /** Tells the others where this node's HTTP is. */
  void serves(String url) {
    service.serves(url);
  }

  private String addressOf(int node) {
    var address = directory.addressOf(node);
    return address == null
        ? ""
        : new NodeAddress(address.getHost().orElse(""), address.getPort().orElse(0)).toString();
  }

  ReplicaId replica() {
    return replica.replica();
  }

  /**
   * The group of this node; found or founded if the folder holds none.
   *
   * @param known reads the folder's history; empty if it holds none
   * @param create begins a new history, durably
   */
  GroupIdentity form(
      Supplier<Optional<GroupIdentity>> known,
      Supplier<GroupIdentity> create,
      StartProgress progress) {
    Optional<GroupIdentity> here = known.get();
    if (here.isEmpty()) {
      Founding founding =
          new Formation(link, replica.replica(), place.join(), place.peers().addresses().keySet())
              .await(
                  members -> {
                    // The members first: a group that others may hear of must know its members.
                    replica = replica.in(members, folder);
                    return new Founding(create.get(), members);
                  },
                  progress::step,
                  FORM_MS_MAX);
      replica = replica.in(founding.members(), folder);
      founding.identity().write(FileAccess.standard(), folder.identity());
      here = Optional.of(founding.identity());
    }
    identity = here.get();
    service.founded(new Founding(identity, members()));
    return identity;
  }

  private Membership members() {
    return replica.members().orElseThrow();
  }

  /** Stands for the group's random id and epoch in messages: those of another are dropped. */
  private long history() {
    return identity.id().getLeastSignificantBits() ^ identity.epoch();
  }

  /** Starts the order with its way to the others. */
  Ordering order(NodeOrdering orderings, LocalStore store) {
    Ordering ordering =
        orderings.replica(
            replica.replica(),
            members(),
            new ArteryTransport(orderings.system(), identity.name(), history(), directory),
            store);
    service.ordered(ordering);
    return ordering;
  }

  /**
   * Brings missing history from the leader if this replica cannot get it from the leader's log. No
   * log holds what a rebuild restored.
   *
   * @param force whether the leader said so; its answer is waited for then
   * @return the ledger from which the log goes on; empty if the log holds what is missing
   */
  Optional<LocalStore.Restored> catchUp(
      LocalStore store, Ordering ordering, boolean force, StartProgress progress) {
    boolean needed = force || store.store().lastHeight() < identity.restoredHeight();
    Optional<Integer> leader = leaderThatIsAhead(ordering, needed);
    if (leader.isEmpty()) {
      return Optional.empty();
    }
    CatchUp.Caught caught = new CatchUp(store, link, place.node(), leader.get()).run(progress);
    NodeFutures.await(
        ordering.installed(caught.start().start()), INSTALL_S_MAX, "the log to begin anew");
    store.checkpointNow(caught.restored());
    return Optional.of(caught.restored());
  }

  private Optional<Integer> leaderThatIsAhead(Ordering ordering, boolean needed) {
    while (true) {
      for (MemberMessage.IAm answer :
          Formation.answers(link, place.node(), place.peers().addresses().keySet())) {
        boolean gone = answer.logFirstIndex() > ordering.status().lastIndex() + 1;
        if (answer.leads() && (needed || gone)) {
          return Optional.of(answer.from());
        }
      }
      if (!needed || Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Formation.PAUSE_MS));
    }
  }

  /**
   * From now on this replica announces itself, lets others in when it leads, compares its batches
   * with theirs, and passes bodies on to whoever leads.
   *
   * @return where bodies enter
   */
  Intake open(
      ActorSystem<?> system,
      NodeSettings settings,
      Ordering ordering,
      Pipelines pipelines,
      LocalStore store) {
    service.opened(pipelines, store.store());
    ordering.onBehind((leader, start) -> ends.behind(leader));
    long roomBytesMin = settings.store().freeBytesMin();
    keeper.start(ordering, () -> FreeSpace.usableBytes(folder.root()) >= roomBytesMin);
    service.actsWith(keeper::act);
    agreement =
        Agreement.start(
            system,
            new AgreementSettings(
                identity.name(),
                history(),
                replica(),
                settings.agreement().heartbeatMs(),
                settings.agreement().noMajorityAfterMs()),
            new StoredChain(store.store()),
            ordering::membership,
            directory,
            ends::differs);
    parts.add("agreement", agreement);
    ForwardSettings forward = NodeForwarding.of(system, settings);
    OrderingLeader leader = new OrderingLeader(ordering, history());
    parts.add(
        "forwarded bodies",
        ForwardedIntake.start(system, forward, history(), pipelines.intake(), leader));
    intake = ForwardingIntake.onReplica(system, forward, pipelines.intake(), leader, directory);
    parts.add("forwarding", intake);
    return intake;
  }

  /** Shows how far replicas agree, and what is on its way to the leader. */
  void meters(MeterRegistry registry) {
    ForwardMeters.bind(registry, intake);
    Gauge.builder("tallystick.agreed.height", agreement, Agreement::agreedHeight)
        .description("Batch up to which a majority is known to hold this node's batches")
        .register(registry);
  }

  /** Answers what nodes without a replica ask, and tells them what this one is. */
  void serveGateways(ActorSystem<?> system, Ordering ordering, Lookups lookups) {
    parts.add("look-ups", LookupServer.start(system, identity.name(), history(), lookups));
    parts.add(
        "directory",
        ClusterDirectory.start(
            system,
            DirectorySettings.defaults(identity.name()),
            () -> card(ordering),
            () -> Set.copyOf(directory.all().values())));
  }

  private NodeCard card(Ordering ordering) {
    String url = service.urlOf(place.node());
    if (url.isEmpty()) {
      return null;
    }
    OrderingStatus status = ordering.status();
    NodeCard.Role role =
        status.role() == Role.LEADER
            ? NodeCard.Role.LEADER
            : ordering.membership().isVoter(replica())
                ? NodeCard.Role.FOLLOWER
                : NodeCard.Role.LEARNER;
    return new NodeCard(place.node(), role, status.term(), history(), url);
  }

  @Override
  public void close() {
    keeper.close();
    parts.run();
    service.close();
  }
}
