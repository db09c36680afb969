package io.tallystick.node.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.transport.PeerAddresses;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Talks to the same room of other nodes. Each node has two actors for it: {@code members-GROUP} for
 * all that is short, and {@code batches-GROUP}, in the lane for large messages, for batches.
 */
public final class MemberLink {
  private static final Logger LOG = LoggerFactory.getLogger(MemberLink.class);
  private static final long RETRY_MS = 1_000;

  private final int self;
  private final String group;
  private final PeerAddresses addresses;
  private final ActorRefResolver resolver;
  private final AtomicReference<MemberService> service = new AtomicReference<>();
  private final Map<Long, CompletableFuture<MemberMessage.Answer>> waiting =
      new ConcurrentHashMap<>();
  // Begins at the clock: an answer to a request of the process before must not fit one of this.
  private final AtomicLong requests = new AtomicLong(System.currentTimeMillis() << 20);

  /**
   * Starts its actors.
   *
   * @param self number of this node
   */
  public MemberLink(
      ActorSystem<?> system,
      int self,
      String group,
      PeerAddresses addresses,
      MemberService service) {
    this.self = self;
    this.group = group;
    this.addresses = addresses;
    this.resolver = ActorRefResolver.get(system);
    this.service.set(service);
    system.systemActorOf(receiver(), name("members"), akka.actor.typed.Props.empty());
    system.systemActorOf(receiver(), name("batches"), akka.actor.typed.Props.empty());
  }

  private String name(String actor) {
    return actor + "-" + group;
  }

  private Behavior<MemberMessage> receiver() {
    return Behaviors.receiveMessage(
        message -> {
          try {
            receive(message);
          } catch (RuntimeException problem) {
            LOG.warn("a message of node {} was not handled", message.from(), problem);
          }
          return Behaviors.same();
        });
  }

  /** From now on this answers; a node can say more the further its start is. */
  public void serve(MemberService newService) {
    service.set(newService);
  }

  private void receive(MemberMessage message) {
    if (message instanceof MemberMessage.Answer answer) {
      CompletableFuture<MemberMessage.Answer> asked = waiting.remove(answer.request());
      if (asked == null) {
        return;
      }
      if (answer instanceof MemberMessage.Refused refused) {
        asked.completeExceptionally(
            TallystickException.retry(
                refused.kind(),
                refused.code(),
                "node " + refused.from() + ": " + refused.message(),
                RETRY_MS));
      } else {
        asked.complete(answer);
      }
    } else if (message instanceof MemberMessage.WhoAreYou who) {
      send("members", who.from(), service.get().whoAmI(who.request()));
    } else if (message instanceof MemberMessage.WantStart want) {
      answer("members", want.from(), want.request(), service.get().start(want.request()));
    } else if (message instanceof MemberMessage.WantBatches want) {
      answer("batches", want.from(), want.request(), service.get().batches(want));
    } else if (message instanceof MemberMessage.Ordered order) {
      answer(
          "members",
          order.from(),
          order.request(),
          service
              .get()
              .ordered(order)
              .thenApply(done -> new MemberMessage.Done(self, order.request())));
    } else if (message instanceof MemberMessage.Removed removed) {
      service.get().removed(removed);
    } else if (message instanceof MemberMessage.Hello hello) {
      service.get().hello(hello);
    }
  }

  private void answer(
      String actor, int to, long request, CompletionStage<? extends MemberMessage> answer) {
    answer.whenComplete(
        (message, problem) ->
            send(actor, to, problem == null ? message : refused(request, problem)));
  }

  private MemberMessage refused(long request, Throwable problem) {
    Throwable cause =
        problem.getCause() instanceof TallystickException ? problem.getCause() : problem;
    TallystickException known =
        cause instanceof TallystickException ours
            ? ours
            : TallystickException.of(
                ErrorKind.INTERNAL, "internal", String.valueOf(cause.getMessage()));
    return new MemberMessage.Refused(
        self, request, known.kind(), known.code(), String.valueOf(known.getMessage()));
  }

  /** Sends to a node; what becomes of it is not known. */
  public void tell(int node, MemberMessage message) {
    send("members", node, message);
  }

  private void send(String actor, int node, MemberMessage message) {
    Address address = addresses.addressOf(node);
    if (address != null) {
      ActorRef<MemberMessage> ref = resolver.resolveActorRef(address + "/system/" + name(actor));
      ref.tell(message);
    }
  }

  /**
   * Asks a node.
   *
   * @param request makes the request from its number
   * @return fails with UNAVAILABLE, {@code node_silent} or the code of a refusal
   */
  public <A extends MemberMessage.Answer> CompletionStage<A> ask(
      int node, Class<A> type, LongFunction<MemberMessage> request, long timeoutMs) {
    long number = requests.incrementAndGet();
    CompletableFuture<MemberMessage.Answer> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    send("members", node, request.apply(number));
    return answer
        .orTimeout(timeoutMs, TimeUnit.MILLISECONDS)
        .whenComplete((message, problem) -> waiting.remove(number))
        .handle((message, problem) -> known(node, type, timeoutMs, message, problem));
  }

  private static <A extends MemberMessage.Answer> A known(
      int node, Class<A> type, long timeoutMs, MemberMessage.Answer answer, Throwable problem) {
    if (problem instanceof TallystickException refusal) {
      throw refusal;
    }
    if (problem != null) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE,
          "node_silent",
          "node " + node + " did not answer in " + timeoutMs + " ms",
          RETRY_MS);
    }
    return type.cast(answer);
  }
}
