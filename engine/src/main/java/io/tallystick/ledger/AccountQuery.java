package io.tallystick.ledger;

/**
 * Which accounts are wanted; null fields do not filter.
 *
 * @param owner number of the owning participant, 0 for the operator's
 * @param userData128High given together with {@code userData128Low}
 */
public record AccountQuery(
    Integer owner,
    Integer ledger,
    Integer code,
    Long userData64,
    Integer userData32,
    Long userData128High,
    Long userData128Low) {
  /** Accounts of any owner. */
  public AccountQuery(
      Integer ledger,
      Integer code,
      Long userData64,
      Integer userData32,
      Long userData128High,
      Long userData128Low) {
    this(null, ledger, code, userData64, userData32, userData128High, userData128Low);
  }

  /** Every account. */
  public static final AccountQuery ALL = new AccountQuery(null, null, null, null, null, null);
}
