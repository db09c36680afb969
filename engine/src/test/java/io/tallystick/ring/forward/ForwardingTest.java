package io.tallystick.ring.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.forward.LeaderView.Leader;
import io.tallystick.ring.wire.TestSystems;
import io.tallystick.ring.wire.WireErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three actor systems that reach each other over sockets: replicas 1 and 2, gateway 3. */
class ForwardingTest {
  /** Each test has a group of its own, so that all can share the actor systems. */
  private static final int GROUPS = 40;

  private static int groupsUsed;
  private static TestSystems systems;
  private static ActorSystem<Void> system1;
  private static ActorSystem<Void> system2;
  private static ActorSystem<Void> system3;

  private static final long HISTORY = 77;

  private final Map<Integer, Address> addresses = new ConcurrentHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final FakeRing ring1 = new FakeRing();
  private final FakeRing ring2 = new FakeRing();
  private volatile int leaderNode = 1;
  private volatile long term = 1;
  private ForwardingIntake node1;
  private ForwardingIntake node2;
  private ForwardingIntake gateway;

  private ForwardSettings settings;

  @BeforeAll
  static void startSystems() {
    List<String> large = new ArrayList<>();
    for (int group = 1; group <= GROUPS; group++) {
      settings(group).largeDestinations().forEach(path -> large.add('"' + path + '"'));
    }
    systems =
        new TestSystems(
            "akka.remote.artery.large-message-destinations = [" + String.join(",", large) + "]");
    system1 = systems.start();
    system2 = systems.start();
    system3 = systems.start();
  }

  @AfterAll
  static void stopSystems() {
    systems.close();
  }

  private static ForwardSettings settings(int group) {
    return new ForwardSettings("g" + group, 8, 4 << 20, 1_000, 200);
  }

  @BeforeEach
  void start() {
    settings = settings(++groupsUsed);
    settings.check(systems.config());
    addresses.put(1, TestSystems.address(system1));
    addresses.put(2, TestSystems.address(system2));
    addresses.put(3, TestSystems.address(system3));
    open.add(ForwardedIntake.start(system1, settings, HISTORY, ring1, view(1)));
    open.add(ForwardedIntake.start(system2, settings, HISTORY, ring2, view(2)));
    node1 = ForwardingIntake.onReplica(system1, settings, ring1, view(1), addresses::get);
    node2 = ForwardingIntake.onReplica(system2, settings, ring2, view(2), addresses::get);
    gateway = ForwardingIntake.onGateway(system3, settings, view(3), addresses::get);
    open.addAll(List.of(node1, node2, gateway));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  private LeaderView view(int self) {
    return () -> leaderNode == 0 ? null : new Leader(leaderNode, term, leaderNode == self, HISTORY);
  }

  private static long inMs(long ms) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
  }

  private static Outcome join(CompletionStage<Outcome> submitted) {
    return submitted.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static TallystickException failure(CompletionStage<Outcome> submitted) {
    return WireErrors.known(
        submitted
            .toCompletableFuture()
            .orTimeout(20, TimeUnit.SECONDS)
            .handle((ok, failure) -> failure)
            .join());
  }

  private static void assertRefused(CompletionStage<Outcome> submitted, ErrorKind k, String code) {
    TallystickException reason = failure(submitted);
    assertThat(reason.kind()).isEqualTo(k);
    assertThat(reason.code()).isEqualTo(code);
  }

  @Test
  void theLeaderTakesBodiesIntoItsOwnRing() {
    Body body = Samples.transfers(1);
    join(node1.submit(body, inMs(5_000)));
    assertThat(ring1.submitted).hasSize(1);
    assertThat(ring1.submitted.get(0)).isSameAs(body);
    assertThat(node1.bodiesSent()).isZero();
  }

  @Test
  void singlesBulksAndNamedAccountsReachTheLeaderAsTheyWere() {
    List<Body> bodies =
        List.of(
            Samples.transfers(1),
            Samples.transfers(Body.ROWS_MAX),
            Samples.accounts("customer:1", null, "nostro:YZ"),
            new Body(BodyKind.LEDGERS, 1, Samples.records(1), List.of(), false));
    for (ForwardingIntake from : List.of(node2, gateway)) {
      for (Body body : bodies) {
        Outcome outcome = join(from.submit(body, inMs(10_000)));
        assertThat(outcome).usingRecursiveComparison().isEqualTo(Samples.created(body.rows()));
      }
    }
    assertThat(ring2.submitted).isEmpty();
    assertThat(ring1.submitted).hasSize(8);
    for (int i = 0; i < 8; i++) {
      Body sent = bodies.get(i % bodies.size());
      Body came = ring1.submitted.get(i);
      assertThat(came.kind()).isEqualTo(sent.kind());
      assertThat(came.rows()).isEqualTo(sent.rows());
      assertThat(came.names()).isEqualTo(sent.names());
      assertThat(came.balances()).isEqualTo(sent.balances());
      assertThat(Arrays.equals(came.records(), sent.records())).isTrue();
    }
    assertThat(node2.bodiesInFlight()).isZero();
    assertThat(node2.bytesInFlight()).isZero();
    assertThat(node2.bodiesSent()).isEqualTo(4);
  }

  @Test
  void theLargestAnswerComesWhole() {
    int rows = Body.ROWS_MAX;
    long[] numbers = new long[rows];
    int[] results = new int[rows];
    long[] balances = new long[rows * 8];
    for (int row = 0; row < rows; row++) {
      results[row] = 68;
      numbers[row] = Samples.T0 - 3L * row;
    }
    Arrays.setAll(balances, i -> i * 7L);
    Outcome large = new Outcome(3, results, numbers, results.clone(), numbers.clone(), balances);
    ring1.answer = body -> CompletableFuture.completedFuture(large);
    Body wanting = new Body(BodyKind.TRANSFERS, rows, Samples.records(rows), List.of(), true);
    assertThat(join(node2.submit(wanting, inMs(10_000))))
        .usingRecursiveComparison()
        .isEqualTo(large);
  }

  @Test
  void theDeadlineTravelsAsWhatIsLeftOfIt() {
    long deadline = inMs(7_000);
    join(node2.submit(Samples.transfers(1), deadline));
    // One clock here, so both are comparable; the way takes time, and milliseconds are cut.
    assertThat(ring1.deadlines.get(0) - deadline)
        .isBetween(-TimeUnit.MILLISECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(3));
  }

  @Test
  void theLeadersRefusalsComeBackAsTheyAre() {
    for (ErrorKind kind : List.of(ErrorKind.TOO_MANY, ErrorKind.UNAVAILABLE)) {
      ring1.answer =
          body ->
              CompletableFuture.failedFuture(
                  TallystickException.retry(kind, "queue_full", "slow down", 1_234));
      TallystickException reason = failure(node2.submit(Samples.transfers(1), inMs(5_000)));
      assertThat(reason.kind()).isEqualTo(kind);
      assertThat(reason.code()).isEqualTo("queue_full");
      assertThat(reason.getMessage()).isEqualTo("slow down");
      assertThat(reason.retryAfterMs()).isEqualTo(1_234);
    }
    assertThat(node2.bodiesInFlight()).isZero();
  }

  @Test
  void aFailureOfTheLeadersNodeLeavesTheOutcomeOpen() {
    ring1.answer = body -> CompletableFuture.failedFuture(new IllegalStateException("x"));
    assertRefused(
        node2.submit(Samples.transfers(1), inMs(5_000)),
        ErrorKind.OUTCOME_UNKNOWN,
        "outcome_unknown");
    ring1.answer =
        body -> {
          throw new IllegalStateException("y");
        };
    assertRefused(
        node2.submit(Samples.transfers(1), inMs(5_000)),
        ErrorKind.OUTCOME_UNKNOWN,
        "outcome_unknown");
    ring1.answer = new FakeRing().answer;
    assertThat(join(node2.submit(Samples.transfers(1), inMs(5_000))).height()).isEqualTo(7);
  }

  @Test
  void withoutALeaderNothingEnters() {
    leaderNode = 0;
    TallystickException reason = failure(node2.submit(Samples.transfers(1), inMs(5_000)));
    assertThat(reason.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(reason.code()).isEqualTo("no_leader");
    assertThat(reason.retryAfterMs()).isEqualTo(1_000);
    assertThat(gateway.notReadyBecause()).contains("no leader is known now");
    leaderNode = 4;
    assertRefused(
        gateway.submit(Samples.transfers(1), inMs(5_000)), ErrorKind.UNAVAILABLE, "no_leader");
    assertThat(ring1.submitted).isEmpty();
  }

  @Test
  void aBodyMakesOneHopAtMost() {
    LeaderView wrong = () -> new Leader(2, term, false, HISTORY);
    open.add(gateway = renamed(wrong));
    assertRefused(
        gateway.submit(Samples.transfers(1), inMs(5_000)), ErrorKind.UNAVAILABLE, "not_leader");
    assertThat(ring1.submitted).isEmpty();
    assertThat(ring2.submitted).isEmpty();
  }

  @Test
  void aNodeOfAnotherHistoryTakesNothing() {
    LeaderView foreign = () -> new Leader(1, term, false, HISTORY + 1);
    open.add(gateway = renamed(foreign));
    assertRefused(
        gateway.submit(Samples.transfers(1), inMs(5_000)),
        ErrorKind.UNAVAILABLE,
        "forward_history_differs");
    assertThat(ring1.submitted).isEmpty();
  }

  /** A gateway with another view, in the place of the first one. */
  private ForwardingIntake renamed(LeaderView leaders) {
    ActorSystem<Void> system = systems.start();
    return ForwardingIntake.onGateway(system, settings, leaders, addresses::get);
  }

  @Test
  void aGatewayThatIsTakenForTheLeaderTakesNothing() {
    LeaderView self = () -> new Leader(3, term, true, HISTORY);
    open.add(gateway = renamed(self));
    assertRefused(
        gateway.submit(Samples.transfers(1), inMs(5_000)), ErrorKind.UNAVAILABLE, "not_leader");
  }

  @Test
  void whatWaitsForALostLeaderIsOpenAndNotSentToTheNext() {
    ActorSystem<Void> mortal = systems.start();
    ForwardedIntake.start(mortal, settings, HISTORY, ring1, view(1));
    addresses.put(1, TestSystems.address(mortal));
    ring1.hold();
    CompletionStage<Outcome> first = node2.submit(Samples.transfers(5), inMs(60_000));
    CompletionStage<Outcome> second = gateway.submit(Samples.transfers(5), inMs(60_000));
    await().until(() -> ring1.submitted.size() == 2);
    TestSystems.stop(mortal);
    leaderNode = 2;
    term = 2;
    assertRefused(first, ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown");
    assertRefused(second, ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown");
    assertThat(ring2.submitted).isEmpty();
    assertThat(join(gateway.submit(Samples.transfers(1), inMs(10_000))).height()).isEqualTo(7);
    assertThat(join(node2.submit(Samples.transfers(1), inMs(10_000))).height()).isEqualTo(7);
    assertThat(ring2.submitted).hasSize(2);
    assertThat(gateway.bodiesInFlight()).isZero();
  }

  @Test
  void aDeadLeaderThatNobodyFollowsLeavesTheOutcomeOpenAtTheDeadline() {
    ring1.hold();
    long deadline = inMs(600);
    CompletionStage<Outcome> waiting = gateway.submit(Samples.transfers(1), deadline);
    assertRefused(waiting, ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown");
    assertThat(System.nanoTime()).isGreaterThan(deadline);
    assertThat(gateway.bodiesInFlight()).isZero();
  }

  @Test
  void aDeadlineThatHasPassedKeepsABodyHere() {
    assertRefused(
        gateway.submit(Samples.transfers(1), System.nanoTime()),
        ErrorKind.UNAVAILABLE,
        "deadline_passed");
    assertThat(ring1.submitted).isEmpty();
  }

  @Test
  void bodiesPastTheBoundAreRefusedAtOnce() {
    ring1.hold();
    List<CompletionStage<Outcome>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(gateway.submit(Samples.transfers(1), inMs(60_000)));
    }
    CompletableFuture<Outcome> refused =
        gateway.submit(Samples.transfers(1), inMs(60_000)).toCompletableFuture();
    assertThat(refused).isDone();
    assertRefused(refused, ErrorKind.TOO_MANY, "forward_queue_full");
    assertThat(gateway.bodiesInFlight()).isEqualTo(8);
    gateway.close();
    waiting.forEach(body -> assertRefused(body, ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown"));
    assertThat(gateway.bodiesInFlight()).isZero();
  }

  @Test
  void bytesPastTheBoundAreRefusedAtOnce() {
    ring1.hold();
    int taken = 0;
    CompletableFuture<Outcome> last;
    do {
      last = gateway.submit(Samples.transfers(Body.ROWS_MAX), inMs(60_000)).toCompletableFuture();
      taken++;
    } while (!last.isDone());
    assertThat(taken).isEqualTo(5);
    assertRefused(last, ErrorKind.TOO_MANY, "forward_queue_full");
    assertThat(gateway.bytesInFlight()).isBetween((4L << 20) - (1L << 16), 4L << 20);
  }

  @Test
  void aClosedNodeSendsNothing() {
    gateway.close();
    assertRefused(
        gateway.submit(Samples.transfers(1), inMs(5_000)), ErrorKind.UNAVAILABLE, "node_stopping");
    assertThat(gateway.notReadyBecause()).isPresent();
  }

  @Test
  void aMessageThatComesAgainIsSubmittedOnce() {
    ActorRef<ForwarderCommand> intake =
        ActorRefResolver.get(system3)
            .resolveActorRef(addresses.get(1) + "/system/intake-" + settings.group());
    String back = addresses.get(3).toString();
    Body body = Samples.transfers(2);
    for (long sequence : new long[] {1, 1, 2, 1, 2}) {
      intake.tell(new ForwardMessage.Forward(99, sequence, back, HISTORY, 5_000, body));
    }
    Body last = Samples.transfers(3);
    intake.tell(new ForwardMessage.Forward(99, 3, back, HISTORY, 5_000, last));
    await().until(() -> ring1.submitted.stream().anyMatch(came -> came.rows() == 3));
    assertThat(ring1.submitted).hasSize(3);
  }

  @Test
  void manyBodiesAtOnceAreEachAnsweredWithTheirOwnOutcome() {
    ring1.answer =
        body ->
            CompletableFuture.supplyAsync(
                () ->
                    new Outcome(
                        body.rows(),
                        new int[body.rows()],
                        new long[body.rows()],
                        null,
                        null,
                        null));
    for (int round = 0; round < 50; round++) {
      List<CompletionStage<Outcome>> waiting = new ArrayList<>();
      for (int rows = 1; rows <= 8; rows++) {
        waiting.add(node2.submit(Samples.transfers(rows), inMs(10_000)));
      }
      for (int rows = 1; rows <= 8; rows++) {
        assertThat(join(waiting.get(rows - 1)).height()).isEqualTo(rows);
      }
    }
  }
}
