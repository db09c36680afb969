package io.tallystick.ring.lookup;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.tallystick.ring.lookup.LookupMessage.Found;
import io.tallystick.ring.query.Lookups;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.StatusRow;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Looks things up on another node, behind its read barrier; for a node without a replica. Declared
 * ledgers are remembered: a code never changes its number.
 */
public final class RemoteLookups implements Lookups, AutoCloseable {
  /** Ledgers that are remembered; others are asked for again. */
  private static final int LEDGERS_KEPT_MAX = 10_000;

  private final ActorRef<LookupCommand> asker;
  private final Supplier<StatusRow> status;
  private final Supplier<Optional<String>> notReady;
  private final Map<String, LedgerRow> byCode = new ConcurrentHashMap<>();
  private final Map<Integer, LedgerRow> byNumber = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private RemoteLookups(
      ActorRef<LookupCommand> asker,
      Supplier<StatusRow> status,
      Supplier<Optional<String>> notReady) {
    this.asker = asker;
    this.status = status;
    this.notReady = notReady;
  }

  static String actorName(String group) {
    return "looking-" + group;
  }

  /**
   * Starts the actor {@code looking-GROUP}.
   *
   * @param status what this node says of itself
   * @param notReady why no body can be taken now, empty if one can
   */
  public static RemoteLookups start(
      ActorSystem<?> system,
      String group,
      LookupTarget target,
      Supplier<StatusRow> status,
      Supplier<Optional<String>> notReady) {
    return new RemoteLookups(
        system.systemActorOf(Asker.create(group, target), actorName(group), Props.empty()),
        status,
        notReady);
  }

  @Override
  public CompletionStage<Optional<LedgerRow>> ledgerByCode(String code) {
    Optional<LedgerRow> known = knownLedger(code);
    return known.isPresent()
        ? CompletableFuture.completedFuture(known)
        : ask(Question.ledger(code)).thenApply(found -> remember(found.ledger()));
  }

  private Optional<LedgerRow> remember(LedgerRow found) {
    if (found != null && byCode.size() < LEDGERS_KEPT_MAX) {
      byCode.put(found.code(), found);
      byNumber.put(found.number(), found);
    }
    return Optional.ofNullable(found);
  }

  @Override
  public Optional<LedgerRow> knownLedger(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  @Override
  public Optional<LedgerRow> knownLedger(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  @Override
  public CompletionStage<Optional<AccountRow>> account(long idHigh, long idLow) {
    return ask(Question.account(idHigh, idLow))
        .thenApply(found -> Optional.ofNullable(found.account()));
  }

  @Override
  public CompletionStage<Optional<TransferRow>> transfer(long idHigh, long idLow) {
    return ask(Question.transfer(idHigh, idLow))
        .thenApply(found -> Optional.ofNullable(found.transfer()));
  }

  private CompletionStage<Found> ask(Question question) {
    CompletableFuture<Found> reply = new CompletableFuture<>();
    asker.tell(new LookupCommand.Put(question, reply));
    if (closed) {
      // The actor may have stopped before it was told.
      reply.completeExceptionally(Questions.retry("node_stopping", "the node is stopping"));
    }
    return reply;
  }

  @Override
  public StatusRow status() {
    return status.get();
  }

  @Override
  public Optional<String> notReadyBecause() {
    return notReady.get();
  }

  /** Asks nothing more; what waits fails. */
  @Override
  public void close() {
    closed = true;
    asker.tell(LookupCommand.Signal.STOP);
  }
}
