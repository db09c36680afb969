package io.tallystick.ring.forward;

import com.typesafe.config.Config;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.List;

/**
 * How bodies are forwarded.
 *
 * @param group name of the ledger group; part of the actors' names
 * @param bodiesInFlightMax bodies sent and not answered; past it 429 {@code forward_queue_full}
 * @param bytesInFlightMax their bytes; past it the same. At least {@link #BYTES_IN_FLIGHT_LOW}
 * @param electionMs what callers are told to wait while no leader is known, ms: the time of an
 *     election
 * @param leaderLostGraceMs how long a leader that was followed by another may still answer, ms
 */
public record ForwardSettings(
    String group,
    int bodiesInFlightMax,
    long bytesInFlightMax,
    long electionMs,
    long leaderLostGraceMs) {
  /** Room for one largest body. */
  public static final long BYTES_IN_FLIGHT_LOW = 4L << 20;

  /**
   * Answers up to this size go the ordinary way, on which they do not wait behind bodies and log
   * entries; only answers that list hundreds of rows are larger.
   */
  static final int ORDINARY_BYTES_MAX = 64 << 10;

  private static final String ARTERY = "akka.remote.artery.advanced.";

  /** Name of the actor that takes bodies on the leader's node. */
  String intakeName() {
    return "intake-" + group;
  }

  /** Name of the actor that takes answers. */
  String answersName() {
    return "forward-" + group;
  }

  /** Name of the actor that takes large answers. */
  String largeAnswersName() {
    return "forward-large-" + group;
  }

  /** Paths that have to stand in {@code akka.remote.artery.large-message-destinations}. */
  public List<String> largeDestinations() {
    return List.of("/system/" + intakeName(), "/system/" + largeAnswersName());
  }

  /**
   * Checks the settings against those of remoting: whatever may be in flight must find a place in
   * Artery's queues and frames, which drop what does not fit without a word.
   *
   * @throws TallystickException {@code configuration_invalid}, naming every rule that is broken
   */
  public void check(Config root) {
    List<String> wrong = new ArrayList<>();
    if (bytesInFlightMax < BYTES_IN_FLIGHT_LOW) {
      wrong.add("forward.bytes-in-flight-max must be at least " + BYTES_IN_FLIGHT_LOW);
    }
    // Half of each queue is left to the log's entries and to everything else between nodes.
    for (String queue :
        List.of("outbound-message-queue-size", "outbound-large-message-queue-size")) {
      if (root.getInt(ARTERY + queue) < 2 * bodiesInFlightMax) {
        wrong.add(ARTERY + queue + " must be at least twice forward.bodies-in-flight-max");
      }
    }
    int overheadMax = 4 << 10;
    int largest = Math.max(BodyCodec.BYTES_MAX, OutcomeCodec.bytesMax(8_190, true)) + overheadMax;
    atLeast(root, "maximum-large-frame-size", largest, wrong);
    atLeast(root, "maximum-frame-size", ORDINARY_BYTES_MAX + overheadMax, wrong);
    if (!root.getStringList("akka.remote.artery.large-message-destinations")
        .containsAll(largeDestinations())) {
      wrong.add("akka.remote.artery.large-message-destinations lacks " + largeDestinations());
    }
    if (!wrong.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "configuration_invalid",
          "the configuration is not usable: " + String.join("; ", wrong));
    }
  }

  private static void atLeast(Config root, String size, long bytes, List<String> wrong) {
    if (root.getBytes(ARTERY + size) < bytes) {
      wrong.add(ARTERY + size + " must be at least " + bytes + " bytes");
    }
  }
}
