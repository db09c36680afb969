package io.tallystick.account.approval;

import io.tallystick.ledger.Id;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that waits for approvals.
 *
 * @param what the transfer's id, or that of a proposed policy
 * @param kind what it is
 * @param openedAt ns since 1970
 * @param expiresAt ns since 1970 from which on nobody can approve it
 * @param needed approvals that it needs
 * @param maker id of the key that asked; {@link Id#ZERO} for none
 * @param makerKey number of that key, 0 for none
 * @param subject the transfer's 128 bytes, or the version (8 bytes) and bytes of a policy
 * @param signed who approved, in order
 */
public record Approval(
    Id what,
    Kind kind,
    long openedAt,
    long expiresAt,
    int needed,
    Id maker,
    int makerKey,
    byte[] subject,
    List<Signed> signed) {

  /** What can wait. */
  public enum Kind {
    TRANSFER(1),
    POLICY(2);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /** The number in events and statements. */
    public int number() {
      return number;
    }
  }

  /**
   * An approval. With the statement it is proof by itself, whoever holds it.
   *
   * @param at ns since 1970, by the clock of the account's node
   * @param publicKey of the key, as it was then
   */
  public record Signed(Id key, long at, byte[] publicKey, byte[] signature) {}

  /** The same with one approval more. */
  public Approval with(Signed more) {
    List<Signed> all = new ArrayList<>(signed);
    all.add(more);
    return new Approval(
        what, kind, openedAt, expiresAt, needed, maker, makerKey, subject, List.copyOf(all));
  }

  /** The same before anybody approved. */
  public Approval unsigned() {
    return new Approval(
        what, kind, openedAt, expiresAt, needed, maker, makerKey, subject, List.of());
  }

  /** Whether as many approved as it needs. */
  public boolean complete() {
    return signed.size() >= needed;
  }

  /** Whether it can no more be approved. */
  public boolean expired(long now) {
    return !complete() && now >= expiresAt;
  }
}
