package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.tallystick.config.NodeSettings;
import io.tallystick.ring.forward.ForwardSettings;

/** How this node passes bodies on, by its settings, checked against those of remoting. */
final class NodeForwarding {
  private NodeForwarding() {}

  static ForwardSettings of(ActorSystem<?> system, NodeSettings settings) {
    ForwardSettings forward =
        new ForwardSettings(
            settings.group().name(),
            settings.forward().bodiesInFlightMax(),
            settings.forward().bytesInFlightMax(),
            settings.log().electionTimeoutMaxMs(),
            settings.forward().leaderGraceMs());
    forward.check(system.settings().config());
    return forward;
  }
}
