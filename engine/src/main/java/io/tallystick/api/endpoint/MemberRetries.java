package io.tallystick.api.endpoint;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ParticipantResult;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ring.query.Views.MemberRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the ledger would answer if a change of a participant or key came again that it knows. Empty
 * where it does not know it: then it did not happen yet.
 */
final class MemberRetries {
  /** A result and the timestamp that goes with it. */
  record Known(int result, long timestamp) {}

  private MemberRetries() {}

  /** A creation or change of a participant. */
  static Optional<Known> participant(byte[] b, int at, byte[] name, MemberRow row) {
    ParticipantView is = row.participant();
    int version = ParticipantRequest.version(b, at);
    if (Integer.compareUnsigned(version, is.version()) > 0) {
      return Optional.empty();
    }
    if (version != is.version()) {
      return known(ParticipantResult.VERSION_CONFLICT, is);
    }
    boolean suspended = (ParticipantRequest.flags(b, at) & ParticipantRequest.SUSPENDED) != 0;
    boolean same =
        ParticipantRequest.roles(b, at) == is.roles()
            && suspended == is.suspended()
            && ParticipantRequest.quorum(b, at) == is.quorum()
            && Arrays.equals(name, is.name().getBytes(StandardCharsets.UTF_8));
    return known(
        same ? ParticipantResult.EXISTS : ParticipantResult.EXISTS_WITH_DIFFERENT_FIELDS, is);
  }

  private static Optional<Known> known(ParticipantResult result, ParticipantView is) {
    return Optional.of(new Known(result.number(), is.changedAt()));
  }

  /** A change of a key. */
  static Optional<Known> key(byte[] b, int at, MemberRow row) {
    Id id = KeyRequest.id(b, at);
    Optional<KeyView> found = row.keys().stream().filter(key -> key.id().equals(id)).findFirst();
    if (KeyRequest.action(b, at) == KeyAction.REVOKE.number()) {
      return found
          .filter(KeyView::revoked)
          .filter(key -> key.asked().revokedUntil() == KeyRequest.notAfter(b, at))
          .map(key -> new Known(KeyResult.EXISTS.number(), key.endedAt()));
    }
    return found.map(
        key ->
            new Known(
                (same(b, at, key) ? KeyResult.EXISTS : KeyResult.KEY_ALREADY_USED).number(),
                key.addedAt()));
  }

  private static boolean same(byte[] b, int at, KeyView key) {
    KeyView.Asked asked = key.asked();
    boolean endsOthers = (KeyRequest.flags(b, at) & KeyRequest.REVOKE_OTHERS) != 0;
    return asked.action() == KeyRequest.action(b, at)
        && key.roles() == KeyRequest.roles(b, at)
        && asked.notBefore() == KeyRequest.notBefore(b, at)
        && asked.notAfter() == KeyRequest.notAfter(b, at)
        && asked.replaces().equals(KeyRequest.replaces(b, at))
        && asked.replacedUntil() == KeyRequest.replacedUntil(b, at)
        && asked.endsOthers() == endsOthers;
  }
}
