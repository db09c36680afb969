package io.tallystick.load.nodes;

import java.util.stream.IntStream;

/**
 * The guarded accounts of a measurement and the ids of what they are debited: each single of amount
 * 1 goes to one shop. Some accounts are <em>tight</em>: their policy allows them fewer debits than
 * are tried, so that an actor that forgot what another granted would overspend them.
 *
 * @param wide accounts that are measured
 * @param tight accounts that run out
 */
record GuardedPlan(int wide, int tight) {
  static final String LEDGER = "EUR";

  /** Debits that a tight account's policy allows. */
  static final int TIGHT_MAX = 150;

  /** Debits that any other account's policy allows. */
  static final long WIDE_MAX = 100_000_000;

  private static final long SHOP = 6_000_000_000L;
  private static final long FIRST_ID = 1_000_000_000_000L;
  private static final long IDS_PER_ACCOUNT = 100_000_000L;

  int accounts() {
    return wide + tight;
  }

  boolean isTight(int account) {
    return account >= wide;
  }

  long limit(int account) {
    return isTight(account) ? TIGHT_MAX : WIDE_MAX;
  }

  long shop() {
    return SHOP;
  }

  /** Id of an account, by its number from 0. */
  long accountId(int account) {
    return SHOP + 1 + account;
  }

  /** Id of an account's single, by its number from 0. */
  long transferId(int account, int single) {
    return FIRST_ID + account * IDS_PER_ACCOUNT + single;
  }

  /** The account that a single's id stands for; -1 for another id. */
  int debtorOf(long transferId) {
    long number = (transferId - FIRST_ID) / IDS_PER_ACCOUNT;
    return transferId >= FIRST_ID && number < accounts() ? (int) number : -1;
  }

  int singleOf(long transferId) {
    return (int) ((transferId - FIRST_ID) % IDS_PER_ACCOUNT);
  }

  /** The numbers of measured accounts. */
  IntStream measured() {
    return IntStream.range(0, wide);
  }

  /** Body of a single. */
  String single(int account, int single) {
    return """
        [{"id":"%d","debit_account_id":"%d","credit_account_id":"%d","amount":"1","ledger":"%s","code":1}]"""
        .formatted(transferId(account, single), accountId(account), SHOP, LEDGER);
  }

  /** Body that creates all accounts. */
  String accountsBody() {
    StringBuilder rows = new StringBuilder("[");
    for (int account = 0; account < accounts(); account++) {
      rows.append(
          "{\"id\":\"%d\",\"ledger\":\"%s\",\"code\":1,\"flags\":[\"guarded\"]},"
              .formatted(accountId(account), LEDGER));
    }
    return rows.append("{\"id\":\"%d\",\"ledger\":\"%s\",\"code\":1}]".formatted(SHOP, LEDGER))
        .toString();
  }

  /** Body that sets an account's first policy. */
  String policyBody(int account) {
    return "{\"version\":0,\"windows\":[{\"seconds\":86400,\"amount_max\":\"%d\"}]}"
        .formatted(limit(account));
  }
}
