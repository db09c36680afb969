package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's actor system: it ends with the node and by nothing else. */
final class NodeSystem {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSystem.class);
  private static final long STOP_S_MAX = 10;

  private NodeSystem() {}

  /** Of the same name on every node; with remoting where there are others to talk to. */
  static ActorSystem<Void> start(NodeOptions.Place place, NodeConfiguration configuration) {
    return start(configuration, remoting(place, configuration.settings()));
  }

  /** Of a node that has no part in the cluster. */
  static ActorSystem<Void> startWithoutRemoting(NodeConfiguration configuration) {
    return start(configuration, ConfigFactory.empty());
  }

  private static ActorSystem<Void> start(NodeConfiguration configuration, Config remoting) {
    Config own =
        ConfigFactory.parseString(
            """
            akka {
              loglevel = WARNING
              loggers = ["akka.event.slf4j.Slf4jLogger"]
              logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              coordinated-shutdown.exit-jvm = off
              actor.default-dispatcher.fork-join-executor {
                parallelism-min = 2
                parallelism-factor = 1.0
                parallelism-max = 16
              }
              scheduler.tick-duration = 20ms
            }
            """);
    Config all = configuration.libraries().withFallback(own).withFallback(remoting);
    return ActorSystem.create(Behaviors.empty(), "tallystick", ConfigFactory.load(all));
  }

  private static Config remoting(NodeOptions.Place place, NodeSettings settings) {
    if (place.isAlone()) {
      return ConfigFactory.empty();
    }
    NodeAddress at = place.address();
    NodeSettings.Cluster cluster = settings.cluster();
    return ConfigFactory.parseMap(
            Map.of(
                "akka.remote.artery.canonical.hostname", at.host(),
                "akka.remote.artery.canonical.port", at.port(),
                "akka.cluster.roles", List.of(place.role().name().toLowerCase(Locale.ROOT)),
                "tallystick.group.name", settings.group().name(),
                "tallystick.cluster.frame-bytes-max", cluster.frameBytesMax(),
                "tallystick.cluster.large-frame-bytes-max", cluster.largeFrameBytesMax(),
                "tallystick.cluster.large-frames-pooled", cluster.largeFramesPooled()))
        .withFallback(ConfigFactory.parseResources("tallystick-cluster.conf"));
  }

  static void stop(ActorSystem<Void> system) {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(STOP_S_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException problem) {
      LOG.warn("the actor system did not stop in {} s", STOP_S_MAX, problem);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
