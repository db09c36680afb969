package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.KeyType;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ParticipantResult;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ledger.member.ValueKind;
import io.tallystick.participant.MemberDirectory;
import io.tallystick.participant.Submitter;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first operator at the first start with signed requests: without one, nobody could ever
 * be let in. The only bodies that such a node submits for nobody's key. Doing it again changes
 * nothing, so that every node of a cluster may do it.
 */
final class FirstOperator {
  /** The first operator's code. */
  static final String CODE = "operator";

  private static final Logger LOG = LoggerFactory.getLogger(FirstOperator.class);
  private static final byte[] NAME = "Operator".getBytes(StandardCharsets.UTF_8);
  private static final long WAIT_S = 30;
  private static final long RETRY_MS = 500;

  private final NodeSettings.Security security;
  private final MemberDirectory members;
  private final Intake intake;

  FirstOperator(NodeSettings.Security security, MemberDirectory members, Intake intake) {
    this.security = security;
    this.members = members;
    this.intake = intake;
  }

  /**
   * Makes it unless an operator ever had a key, or requests need no signature.
   *
   * @throws TallystickException {@code operator_key_missing} (INVALID) if none had and the setting
   *     is empty; {@code operator_refused} (INVALID) if the ledger holds something else of that
   *     name; UNAVAILABLE if nothing can be ordered now; or as {@link #checkMode}
   */
  void ensure() {
    checkMode();
    if (!security.signed()) {
      return;
    }
    if (members.anyOperatorKey()) {
      noteIfUnknown(security.operatorKey(), members);
      return;
    }
    if (security.operatorKey().isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "operator_key_missing",
          "requests must be signed and no operator has a key yet: set security.operator-key to the"
              + " first operator's public key (tallystick key new makes one)");
    }
    make();
  }

  /**
   * The same as soon as bodies can be ordered, whoever leads; what stands in the way is logged.
   *
   * @return ends it
   */
  AutoCloseable ensureInBackground() {
    checkMode();
    if (!security.signed()) {
      return () -> {};
    }
    if (!security.operatorKey().isEmpty()) {
      PublicKeyText.parse(security.operatorKey(), "security.operator-key");
    }
    Thread thread = new Thread(this::keepTrying, "first-operator");
    thread.setDaemon(true);
    thread.start();
    return thread::interrupt;
  }

  /**
   * Whoever's keys decide who may must not be passed by with a changed setting.
   *
   * @throws TallystickException {@code signatures_required} (INVALID) if an operator has a key and
   *     requests need no signature
   */
  private void checkMode() {
    if (!security.signed() && members.anyOperatorKey()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "signatures_required",
          "an operator of this ledger has a key, so it is served to signed requests only: start it"
              + " with --security signed (setting security.mode)");
    }
  }

  private void keepTrying() {
    boolean told = false;
    while (!Thread.currentThread().isInterrupted() && !members.anyOperatorKey()) {
      try {
        ensure();
      } catch (TallystickException e) {
        if (e.kind() == ErrorKind.INVALID && !told) {
          LOG.error("nobody can be let in: {}", e.getMessage());
          told = true;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MS));
    }
  }

  private void make() {
    byte[] publicKey = PublicKeyText.parse(security.operatorKey(), "security.operator-key");
    Id keyId = KeyIds.of(KeyType.ED25519.number(), publicKey);
    byte[] participant = new byte[ParticipantRequest.BYTES];
    ParticipantRequest.write(participant, 0, CODE, Roles.OF_PARTICIPANTS, 0, 0, 1);
    submit(
        body(BodyKind.PARTICIPANTS, participant, ValueKind.DISPLAY_NAME, NAME),
        result -> result == ParticipantResult.EXISTS.number());
    byte[] key = new byte[KeyRequest.BYTES];
    KeyRequest.begin(key, 0, KeyAction.ADD, keyId, CODE);
    KeyRequest.brings(key, 0, KeyType.ED25519, Roles.OF_PARTICIPANTS, 0, 0);
    submit(
        body(BodyKind.KEYS, key, ValueKind.PUBLIC_KEY, publicKey),
        result -> result == KeyResult.EXISTS.number());
    LOG.info("the first operator has the key {}", KeyIds.text(keyId));
  }

  private static void noteIfUnknown(String operatorKey, MemberDirectory members) {
    if (operatorKey.isEmpty()) {
      return;
    }
    byte[] publicKey = PublicKeyText.parse(operatorKey, "security.operator-key");
    if (members.key(KeyIds.of(KeyType.ED25519.number(), publicKey)).isEmpty()) {
      LOG.warn(
          "security.operator-key is not used: an operator has a key already. Add further keys with"
              + " tallystick participant key add");
    }
  }

  private static Body body(BodyKind kind, byte[] record, int valueKind, byte[] value) {
    return new Body(
        kind,
        1,
        record,
        List.of(),
        false,
        List.of(new Body.Value(0, valueKind, value)),
        Submitter.NOBODY);
  }

  private void submit(Body body, IntPredicate exists) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
    try {
      Outcome outcome =
          intake.submit(body, deadline).toCompletableFuture().get(WAIT_S, TimeUnit.SECONDS);
      int result = outcome.results()[0];
      // Where another node was first, nobody's key may do anything any more.
      boolean another = result == KeyResult.SUBMITTER_NOT_AUTHORISED.number();
      if (result != 0 && !another && !exists.test(result)) {
        throw TallystickException.of(
            ErrorKind.INVALID,
            "operator_refused",
            "the first operator could not be made: the participant "
                + CODE
                + " is there with other values (result "
                + result
                + ")");
      }
    } catch (ExecutionException | TimeoutException e) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "operator_not_made", "the first operator could not be ordered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "interrupted while the operator was made", e);
    }
  }
}
