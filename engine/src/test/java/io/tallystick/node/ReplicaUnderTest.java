package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.tallystick.config.NodeSettings;
import io.tallystick.ordering.Ordering;
import io.tallystick.ring.Admission;
import io.tallystick.ring.Members;
import io.tallystick.ring.PipelineParts;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.query.EngineQueries;
import io.tallystick.ring.query.Views.StatusRow;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A replica that leads a group of one: files, order, pipelines and queries, without HTTP. */
public final class ReplicaUnderTest implements AutoCloseable {
  private final Teardown teardown = new Teardown();
  private final Admission admission = new Admission();
  private final LocalStore store;
  private final Ordering ordering;
  private final Pipelines pipelines;
  private final EngineQueries queries;

  /**
   * Starts it; returns once it leads.
   *
   * @param around stands between the pipelines and the order
   */
  public ReplicaUnderTest(ActorSystem<?> system, Path folder, UnaryOperator<Ordering> around) {
    NodeSettings settings = NodeSettings.defaults();
    NodeFolder files = new NodeFolder(folder);
    GroupIdentity identity = DataFolders.create(files, "main", null);
    store = LocalStore.open(files, settings, identity, problem -> {});
    teardown.add("store", store);
    ordering =
        around.apply(new NodeOrdering(system, settings, files).alone(identity, store, step -> {}));
    teardown.add("ordering", ordering);
    join(ordering.ready());
    LocalStore.Restored restored = store.restored(1);
    pipelines =
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
    join(pipelines.leading());
    queries =
        new EngineQueries(
            pipelines,
            pipelines.ledgerReads(),
            store.index(),
            store.store(),
            store.columns(),
            this::status,
            Optional::empty);
    teardown.add("queries", queries);
  }

  private StatusRow status() {
    long height = pipelines.gauge().height();
    return new StatusRow(
        "1", "leader", 1, "main", 1, height, height, height, "", 0, "none", 0, 0, 0, 0, 0, 0, 0, 0,
        0, "test");
  }

  /** A stage's result, within a minute. */
  public static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  Admission admission() {
    return admission;
  }

  LocalStore store() {
    return store;
  }

  public Ordering ordering() {
    return ordering;
  }

  public Pipelines pipelines() {
    return pipelines;
  }

  public Members members() {
    return NodeMembers.alone(ordering);
  }

  public EngineQueries queries() {
    return queries;
  }

  @Override
  public void close() {
    teardown.run();
  }
}
