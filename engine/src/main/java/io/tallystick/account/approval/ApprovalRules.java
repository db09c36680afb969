package io.tallystick.account.approval;

import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.MemberDirectory.Holder;
import io.tallystick.participant.key.Ed25519Verifier;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Who may approve what. */
public final class ApprovalRules {
  private static final Ed25519Verifier ED25519 = new Ed25519Verifier();

  private ApprovalRules() {}

  /**
   * What approvers sign: the ASCII text {@code tallystick approval}, a line feed, the account's id
   * (16 bytes, little-endian), the kind (one byte), the id of what waits (16 bytes), when it
   * expires (8 bytes), and its subject.
   */
  public static byte[] statement(Id account, Approval waiting) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("tallystick approval\n".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer fixed = ByteBuffer.allocate(41).order(ByteOrder.LITTLE_ENDIAN);
    fixed.putLong(account.low()).putLong(account.high()).put((byte) waiting.kind().number());
    fixed.putLong(waiting.what().low()).putLong(waiting.what().high());
    fixed.putLong(waiting.expiresAt());
    out.writeBytes(fixed.array());
    out.writeBytes(waiting.subject());
    return out.toByteArray();
  }

  /** Why an approval does not count; empty if it does. */
  public enum Refusal {
    EXPIRED("approval_expired", "It waited too long; submit it anew."),
    NOT_AN_APPROVER("approver_unknown", "The key is none of the policy's approvers."),
    KEY_NOT_VALID("approver_key_invalid", "The key is unknown, not valid, or may not approve."),
    OWN_PROPOSAL("approver_is_maker", "Whoever proposes a policy does not approve it."),
    ALREADY("already_approved", "The key has approved it already."),
    SIGNATURE("approval_signature_invalid", "The signature is not the key's of the statement.");

    private final String code;
    private final String why;

    Refusal(String code, String why) {
      this.code = code;
      this.why = why;
    }

    /** Stable name. */
    public String code() {
      return code;
    }

    /** For people. */
    public String why() {
      return why;
    }
  }

  /**
   * Judges an approval; the first that applies is told.
   *
   * @param approvers the present policy's
   * @param holder the key as known here
   * @param now ns since 1970
   */
  public static Optional<Refusal> judge(
      Id account,
      Approval waiting,
      List<Id> approvers,
      Id key,
      Optional<Holder> holder,
      byte[] signature,
      long now) {
    if (waiting.expired(now)) {
      return Optional.of(Refusal.EXPIRED);
    }
    if (!approvers.contains(key)) {
      return Optional.of(Refusal.NOT_AN_APPROVER);
    }
    boolean may =
        holder.isPresent()
            && holder.get().key().valid(now)
            && holder.get().submitter().may(Roles.APPROVE);
    if (!may) {
      return Optional.of(Refusal.KEY_NOT_VALID);
    }
    if (waiting.kind() == Approval.Kind.POLICY && waiting.maker().equals(key)) {
      return Optional.of(Refusal.OWN_PROPOSAL);
    }
    if (waiting.signed().stream().anyMatch(signed -> signed.key().equals(key))) {
      return Optional.of(Refusal.ALREADY);
    }
    byte[] publicKey = holder.get().key().publicKey();
    return ED25519.verifies(key, publicKey, statement(account, waiting), signature)
        ? Optional.empty()
        : Optional.of(Refusal.SIGNATURE);
  }
}
