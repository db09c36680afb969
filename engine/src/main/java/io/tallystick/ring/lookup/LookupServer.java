package io.tallystick.ring.lookup;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.lookup.LookupMessage.Ask;
import io.tallystick.ring.lookup.LookupMessage.Failed;
import io.tallystick.ring.lookup.LookupMessage.Found;
import io.tallystick.ring.query.Lookups;
import io.tallystick.ring.wire.WireErrors;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions on a node with a replica. What bounds its reads bounds this, too: past it they
 * fail at once.
 */
public final class LookupServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LookupServer.class);
  private static final long RETRY_AFTER_MS = 1_000;

  private final ActorRef<LookupCommand> actor;

  private LookupServer(ActorRef<LookupCommand> actor) {
    this.actor = actor;
  }

  static String actorName(String group) {
    return "lookups-" + group;
  }

  /**
   * Starts the actor {@code lookups-GROUP}.
   *
   * @param history this replica's; questions that concern another are refused
   */
  public static LookupServer start(
      ActorSystem<?> system, String group, long history, Lookups lookups) {
    Behavior<LookupCommand> behavior =
        Behaviors.setup(
            context -> {
              Server server =
                  new Server(ActorRefResolver.get(context.getSystem()), group, history, lookups);
              return Behaviors.receiveMessage(server::receive);
            });
    return new LookupServer(
        system.systemActorOf(
            Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume()),
            actorName(group),
            Props.empty()));
  }

  /** What the actor does. */
  private record Server(ActorRefResolver resolver, String group, long history, Lookups lookups) {
    Behavior<LookupCommand> receive(LookupCommand command) {
      if (command == LookupCommand.Signal.STOP) {
        return Behaviors.stopped();
      }
      if (command instanceof Ask ask) {
        answer(ask);
      }
      return Behaviors.same();
    }

    private void answer(Ask ask) {
      ActorRef<LookupCommand> asker =
          resolver.resolveActorRef(ask.address() + "/system/" + RemoteLookups.actorName(group));
      if (ask.history() != history) {
        asker.tell(new Failed(ask.sender(), ask.sequence(), otherHistory()));
        return;
      }
      look(ask)
          .whenComplete(
              (found, failure) ->
                  asker.tell(
                      failure == null
                          ? found
                          : new Failed(ask.sender(), ask.sequence(), reason(failure))));
    }

    private CompletionStage<Found> look(Ask ask) {
      Question question = ask.question();
      long sender = ask.sender();
      long sequence = ask.sequence();
      return switch (question.what()) {
        case TRANSFER ->
            lookups
                .transfer(question.idHigh(), question.idLow())
                .thenApply(row -> new Found(sender, sequence, row.orElse(null), null, null));
        case ACCOUNT ->
            lookups
                .account(question.idHigh(), question.idLow())
                .thenApply(row -> new Found(sender, sequence, null, row.orElse(null), null));
        case LEDGER ->
            lookups
                .ledgerByCode(question.code())
                .thenApply(row -> new Found(sender, sequence, null, null, row.orElse(null)));
      };
    }
  }

  private static TallystickException otherHistory() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "history_differs",
        "the node that was asked belongs to another history of the group",
        RETRY_AFTER_MS);
  }

  private static TallystickException reason(Throwable failure) {
    TallystickException known = WireErrors.known(failure);
    if (known != null) {
      return known;
    }
    LOG.error("a look-up for another node failed", failure);
    return TallystickException.of(ErrorKind.INTERNAL, "lookup_failed", "the look-up failed");
  }

  @Override
  public void close() {
    actor.tell(LookupCommand.Signal.STOP);
  }
}
