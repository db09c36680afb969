package io.tallystick.participant;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyView;
import io.tallystick.ledger.member.ParticipantView;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.key.SigningKey;
import java.util.List;

/** A directory of a test's own making: one participant with the keys that a test gives it. */
public final class SampleMembers {
  public static final long ADDED = 1_800_000_000_000_000_000L;

  private SampleMembers() {}

  public static KeyView key(
      int number, SigningKey key, int roles, long from, long until, boolean revoked) {
    return new KeyView(
        number,
        key.id(),
        1,
        1,
        key.publicKey(),
        roles,
        from,
        until,
        ADDED,
        revoked ? until : 0,
        revoked,
        false,
        new KeyView.Asked(1, 0, 0, Id.ZERO, 0, false, 0));
  }

  public static ParticipantView participant(boolean suspended) {
    return new ParticipantView(
        1, "bank-a", "Bank A", Roles.SUBMIT | Roles.READ, suspended, 0, 1, ADDED, ADDED, 1);
  }

  public static MemberDirectory directory(ParticipantView participant, KeyView... keys) {
    MemberDirectory directory = new MemberDirectory();
    directory.take(participant, List.of(keys));
    return directory;
  }
}
