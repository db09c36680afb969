package io.tallystick.ledger;

/**
 * Which accounts are wanted; null fields do not filter.
 *
 * @param userData128High given together with {@code userData128Low}
 */
public record AccountQuery(
    Integer ledger,
    Integer code,
    Long userData64,
    Integer userData32,
    Long userData128High,
    Long userData128Low) {
  /** Every account. */
  public static final AccountQuery ALL = new AccountQuery(null, null, null, null, null, null);
}
