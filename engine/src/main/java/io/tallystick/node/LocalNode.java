package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tallystick.api.ApiServer;
import io.tallystick.api.ApiSettings;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.ordering.Ordering;
import io.tallystick.persistence.file.DataFolderLock;
import io.tallystick.ring.Admission;
import io.tallystick.ring.PipelineParts;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.query.EngineQueries;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node in this process, from its files up to its HTTP port. */
final class LocalNode implements RunningNode {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);

  /** How long a start waits for a leader to be elected and its entries to be applied. */
  private static final long READY_S_MAX = 600;

  private static final long HTTP_S_MAX = 30;

  private final Teardown teardown = new Teardown();
  private final CompletableFuture<Integer> stopped = new CompletableFuture<>();
  private final Admission admission = new Admission();
  private URI url;

  private LocalNode() {}

  /** Starts a node; on failure everything that was started is stopped again. */
  static LocalNode start(NodeOptions options, NodeSettings settings, StartProgress progress) {
    LocalNode node = new LocalNode();
    try {
      node.run(options, settings, progress);
      return node;
    } catch (RuntimeException | Error problem) {
      node.teardown.run();
      throw problem;
    }
  }

  private void run(NodeOptions options, NodeSettings settings, StartProgress progress) {
    NodeFolder folder = new NodeFolder(options.data());
    if (options.clean()) {
      DataFolders.clean(folder);
    }
    teardown.add("data folder lock", DataFolderLock.take(folder.root()));
    boolean history = Files.exists(folder.identity());
    NodeCassandra cassandra = NodeCassandra.start(options.cassandra(), folder, history, progress);
    if (cassandra != null) {
      teardown.add("cassandra", cassandra);
    }
    GroupIdentity identity = DataFolders.identity(folder, settings.group().name(), cassandra);
    progress.step("opening the local store");
    LocalStore store =
        LocalStore.open(folder, settings, identity, problem -> stopped.complete(fatal(problem)));
    teardown.add("local store", store);
    if (cassandra != null && history) {
      cassandra.requireSameHistory(
          JournalFollower.historyOf(identity), settings.journal().startWaitMs());
    }
    ActorSystem<Void> system = NodeSystem.start();
    teardown.add("actor system", () -> NodeSystem.stop(system));
    Ordering ordering = NodeOrdering.open(system, settings, folder, identity, store, progress);
    teardown.add("ordering", ordering);
    admission.set(
        Admission.Watcher.LEADERSHIP,
        TallystickException.retry(
            ErrorKind.UNAVAILABLE, "starting", "the node is starting", 1_000));
    LocalStore.Restored restored = store.restored(ordering.status().firstIndex());
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
    progress.step("applying the log");
    awaitLeading(pipelines);
    JournalFollower journal =
        JournalFollower.start(
            cassandra, identity, store.store(), problem -> stopped.complete(fatal(problem)));
    teardown.add("journal", journal);
    pipelines.onUnitClosed(journal::unitClosed);
    journal.unitClosed();
    teardown.add("watch", new Watch(folder, settings, admission, journal::lagBytes));
    serve(options, settings, identity, store, ordering, pipelines, journal, cassandra, system);
  }

  private void serve(
      NodeOptions options,
      NodeSettings settings,
      GroupIdentity identity,
      LocalStore store,
      Ordering ordering,
      Pipelines pipelines,
      JournalFollower journal,
      NodeCassandra cassandra,
      ActorSystem<Void> system) {
    NodeStatus status =
        new NodeStatus(identity, store, ordering, pipelines, journal, cassandra, admission);
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
    NodeMeters.bind(registry, store, pipelines, journal);
    ApiServer server =
        await(
            ApiServer.start(
                    system.classicSystem(),
                    apiSettings(options, settings),
                    pipelines.intake(),
                    queries,
                    registry)
                .toCompletableFuture(),
            HTTP_S_MAX,
            "the HTTP port");
    teardown.add(
        "http", () -> await(server.stop().toCompletableFuture(), HTTP_S_MAX, "HTTP to stop"));
    InetSocketAddress address = server.address();
    url = URI.create("http://" + options.host() + ":" + address.getPort());
  }

  private static ApiSettings apiSettings(NodeOptions options, NodeSettings settings) {
    ApiSettings development = ApiSettings.development(options.port());
    return development.withTimeouts(
        development.timeouts().withRequestTimeoutMs(settings.http().requestTimeoutMs()));
  }

  private static void awaitLeading(Pipelines pipelines) {
    await(
        pipelines.leading().toCompletableFuture(),
        READY_S_MAX,
        "this node to lead and apply its log");
  }

  static <T> T await(CompletableFuture<T> future, long seconds, String what) {
    try {
      return future.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException problem) {
      throw problem.getCause() instanceof TallystickException known
          ? known
          : TallystickException.of(
              ErrorKind.INTERNAL,
              "start_failed",
              "failed while waiting for " + what,
              problem.getCause());
    } catch (TimeoutException late) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "start_timeout", "waited " + seconds + " s for " + what, late);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "interrupted while waiting for " + what, stop);
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
