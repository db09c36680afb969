package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.account.Accounts;
import io.tallystick.account.RingAccountEngine;
import io.tallystick.account.journal.EntityJournal;
import io.tallystick.api.ApiServer;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.persistence.file.DataFolderLock;
import io.tallystick.ring.Admission;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Members;
import io.tallystick.ring.PipelineParts;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.query.EngineQueries;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node in this process, from its files up to its HTTP port. */
final class LocalNode implements RunningNode {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);

  /** How long a start waits for a leader to be elected and its entries to be applied. */
  private static final long READY_S_MAX = 600;

  private static final int REMOVED_TOLD_MIN = 5;

  /** Ends {@link #awaitStop} of a replica that must start anew and fetch history; no exit code. */
  static final int CATCH_UP = -1;

  private final Teardown teardown = new Teardown();
  private final CompletableFuture<Integer> stopped = new CompletableFuture<>();
  private final Admission admission = new Admission();
  private final NodeOptions options;
  private final NodeConfiguration configuration;
  private final NodeSettings settings;
  private final NodeFolder folder;
  private final StartProgress progress;
  private final Endings ends = new Endings();
  private URI url;

  private LocalNode(NodeOptions options, NodeConfiguration configuration, StartProgress progress) {
    this.options = options;
    this.configuration = configuration;
    this.settings = configuration.settings();
    this.progress = progress;
    this.folder = new NodeFolder(options.data());
  }

  /** A replica's life may end by word of the leader. */
  private final class Endings implements NodeCluster.Ends {
    private final AtomicInteger removedTold = new AtomicInteger();

    @Override
    public void removed() {
      // Told every second: one word may come from a leader that is just losing office.
      if (removedTold.incrementAndGet() == REMOVED_TOLD_MIN) {
        LOG.error(
            "this replica was removed from the group; to let it come back, empty {} and use node add",
            folder.root());
        stopped.complete(NodeExit.REMOVED);
      }
    }

    @Override
    public void differs(TallystickException how) {
      stopped.complete(fatal(how));
    }

    @Override
    public void behind(ReplicaId leader) {
      LOG.warn(
          "the leader {} no longer holds the entries that this replica lacks: it starts anew and"
              + " fetches batches",
          leader);
      stopped.complete(CATCH_UP);
    }
  }

  /** Starts a node; on failure everything that was started is stopped again. */
  static LocalNode start(
      NodeOptions options, NodeConfiguration configuration, StartProgress progress) {
    return start(options, configuration, progress, false);
  }

  /** As above; {@code behind} if this replica was told that the leader's log does not reach it. */
  static LocalNode start(
      NodeOptions options,
      NodeConfiguration configuration,
      StartProgress progress,
      boolean behind) {
    LocalNode node = new LocalNode(options, configuration, progress);
    try {
      node.run(behind);
      return node;
    } catch (RuntimeException | Error problem) {
      node.teardown.run();
      throw problem;
    }
  }

  private void run(boolean behind) {
    if (options.clean()) {
      DataFolders.clean(folder);
    }
    teardown.add("data folder lock", DataFolderLock.take(folder.root()));
    boolean history = Files.exists(folder.identity());
    NodeCassandra cassandra =
        NodeCassandra.start(options.cassandra(), configuration, folder, history, progress);
    if (cassandra != null) {
      teardown.add("cassandra", cassandra);
    }
    ActorSystem<Void> system = NodeSystem.start(options.place(), configuration);
    teardown.add("actor system", () -> NodeSystem.stop(system));
    NodeCluster cluster = options.place().isAlone() ? null : cluster(system);
    GroupIdentity identity = identity(cluster, cassandra);
    progress.step("opening the local store");
    LocalStore store =
        LocalStore.open(folder, settings, identity, problem -> stopped.complete(fatal(problem)));
    teardown.add("local store", store);
    if (cassandra != null && history) {
      cassandra.requireSameHistory(
          JournalFollower.historyOf(identity), settings.journal().startWaitMs());
    }
    Ordering ordering = order(cluster, system, identity, store);
    teardown.add("ordering", ordering);
    closeDoorUntilLed();
    LocalStore.Restored restored = restored(cluster, store, ordering, behind);
    Pipelines pipelines = pipelines(identity, store, ordering, restored);
    progress.step("applying the log");
    Company company = company(cluster, system, ordering, pipelines, store);
    firstOperator(cluster, pipelines, company);
    JournalFollower journal =
        JournalFollower.of(
            cassandra, identity, store.store(), problem -> stopped.complete(fatal(problem)));
    teardown.add("journal", journal);
    pipelines.onUnitClosed(journal::unitClosed);
    pipelines.whileLeading(journal);
    teardown.add("watch", new Watch(folder, settings, admission, journal::lagBytes));
    EngineQueries queries =
        serve(identity, store, ordering, pipelines, company, journal, cassandra, system);
    if (cluster != null) {
      // Who takes signed requests trusts no gateway: gateways pass them on over HTTP.
      if (!settings.security().signed()) {
        cluster.serveGateways(system, ordering, queries);
      }
      cluster.serves(url.toString());
    }
  }

  private NodeCluster cluster(ActorSystem<Void> system) {
    NodeCluster cluster =
        NodeCluster.start(system, options.place(), folder, settings.group().name(), ends);
    teardown.add("cluster", cluster);
    return cluster;
  }

  /** What differs between a node alone and one among others. */
  private record Company(
      ReplicaId replica, Intake intake, Members members, Consumer<MeterRegistry> meters) {}

  private Company company(
      NodeCluster cluster,
      ActorSystem<Void> system,
      Ordering ordering,
      Pipelines pipelines,
      LocalStore store) {
    if (cluster == null) {
      NodeFutures.await(pipelines.leading(), READY_S_MAX, "this node to lead and apply its log");
      return new Company(
          NodeOrdering.ONLY, pipelines.intake(), NodeMembers.alone(ordering), registry -> {});
    }
    Intake intake = cluster.open(system, settings, ordering, pipelines, store);
    // What it started reads the local store, so it ends before that; closing again does nothing.
    teardown.add("what the cluster started", cluster);
    return new Company(
        cluster.replica(), intake, cluster.membersOf(ordering, pipelines), cluster::meters);
  }

  private void firstOperator(NodeCluster cluster, Pipelines pipelines, Company company) {
    FirstOperator first =
        new FirstOperator(settings.security(), pipelines.members(), company.intake());
    if (cluster == null) {
      first.ensure();
    } else {
      // Whether there is a leader now is not this node's to say.
      teardown.add("first operator", first.ensureInBackground());
    }
  }

  private GroupIdentity identity(NodeCluster cluster, NodeCassandra cassandra) {
    String name = settings.group().name();
    Supplier<Optional<GroupIdentity>> known = () -> DataFolders.known(folder, name);
    Supplier<GroupIdentity> create = () -> DataFolders.create(folder, name, cassandra);
    return cluster == null ? known.get().orElseGet(create) : cluster.form(known, create, progress);
  }

  private Ordering order(
      NodeCluster cluster, ActorSystem<Void> system, GroupIdentity identity, LocalStore store) {
    NodeOrdering orderings = new NodeOrdering(system, settings, folder);
    return cluster == null
        ? orderings.alone(identity, store, progress)
        : cluster.order(orderings, store);
  }

  private void closeDoorUntilLed() {
    admission.set(
        Admission.Watcher.LEADERSHIP,
        TallystickException.retry(
            ErrorKind.UNAVAILABLE, "starting", "the node is starting", 1_000));
  }

  private LocalStore.Restored restored(
      NodeCluster cluster, LocalStore store, Ordering ordering, boolean behind) {
    Optional<LocalStore.Restored> caught =
        cluster == null ? Optional.empty() : cluster.catchUp(store, ordering, behind, progress);
    return caught.orElseGet(() -> store.restored(ordering.status().firstIndex()));
  }

  private Pipelines pipelines(
      GroupIdentity identity, LocalStore store, Ordering ordering, LocalStore.Restored restored) {
    Pipelines pipelines =
        new Pipelines(
            new PipelineParts(
                settings,
                restored.ledger(),
                restored.chain(),
                restored.logIndex(),
                restored.unitOpen(),
                identity.termBase(),
                store.past(),
                store.store(),
                store.index(),
                ordering,
                store.checkpoints(),
                admission));
    teardown.add("pipelines", pipelines);
    pipelines.failed().exceptionally(this::stopAfterFailure);
    return pipelines;
  }

  private EngineQueries serve(
      GroupIdentity identity,
      LocalStore store,
      Ordering ordering,
      Pipelines pipelines,
      Company company,
      JournalFollower journal,
      NodeCassandra cassandra,
      ActorSystem<Void> system) {
    NodeStatus status =
        new NodeStatus(
            options.place().node(),
            identity,
            store,
            ordering,
            pipelines,
            journal,
            cassandra,
            admission);
    EngineQueries queries =
        new EngineQueries(
            pipelines,
            pipelines.ledgerReads(),
            store.index(),
            store.store(),
            store.columns(),
            status::row,
            status::notReadyBecause);
    teardown.add("queries", queries);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    NodeMeters.bind(registry, store, ordering, company.replica(), pipelines, journal);
    EntityJournal policies =
        PolicyJournal.of(cassandra, options.place().isAlone(), folder, identity, teardown);
    NodeDoors doors =
        new NodeDoors(system, options.place(), settings.accounts(), policies, registry);
    Accounts accounts =
        doors.open(
            ordering,
            new RingAccountEngine(options.place().node(), company.intake(), pipelines, queries),
            pipelines,
            this::downed);
    company.meters().accept(registry);
    NodeHttp http = new NodeHttp(options, settings.http());
    ApiServer server =
        NodeHttp.opened(
            ApiServer.start(
                system.classicSystem(),
                http.settings(),
                NodeSecurity.gate(settings.security(), pipelines, system, registry),
                company.intake(),
                queries,
                company.members(),
                accounts,
                registry),
            "the HTTP port");
    teardown.add("http", () -> NodeHttp.closed(system, server.stop(), "HTTP to stop"));
    http.serveHealth(system, queries, registry, teardown);
    url = http.url(server.address().getPort());
    return queries;
  }

  private void downed() {
    if (stopped.complete(NodeExit.DOWNED)) {
      LOG.warn(
          "the other nodes took this one for lost and gave its guarded accounts to others: it starts"
              + " again with a new actor system");
    }
  }

  private Void stopAfterFailure(Throwable problem) {
    stopped.complete(fatal(problem));
    return null;
  }

  private static int fatal(Throwable problem) {
    if (problem instanceof TallystickException known && known.kind() == ErrorKind.DAMAGED) {
      // What is damaged, and where, is said in words; where it was noticed tells nothing.
      LOG.error("the node stops: {}", problem.getMessage());
    } else {
      LOG.error("the node stops: {}", problem.getMessage(), problem);
    }
    return NodeExit.of(problem);
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public int awaitStop() throws InterruptedException {
    try {
      return stopped.get();
    } catch (ExecutionException problem) {
      return NodeExit.of(problem);
    }
  }

  @Override
  public void close() {
    teardown.run();
    stopped.complete(NodeExit.STOPPED);
  }
}
