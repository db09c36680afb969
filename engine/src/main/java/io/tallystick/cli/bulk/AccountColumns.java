package io.tallystick.cli.bulk;

import java.util.List;
import java.util.Set;

/** The columns of a file of accounts. */
final class AccountColumns {
  static final String ACCOUNT = "account";
  static final String CURRENCY = "currency";
  static final String CODE = "code";
  static final String FLAGS = "flags";
  static final String USER_DATA_128 = "user_data_128";
  static final String USER_DATA_64 = "user_data_64";
  static final String USER_DATA_32 = "user_data_32";
  static final String DEBITS_PENDING = "debits_pending";
  static final String DEBITS_POSTED = "debits_posted";
  static final String CREDITS_PENDING = "credits_pending";
  static final String CREDITS_POSTED = "credits_posted";
  static final String TIMESTAMP = "timestamp";

  static final List<String> REQUIRED = List.of(ACCOUNT, CURRENCY, CODE);

  /** Also taken; balances and timestamp are written by an export and not read. */
  static final Set<String> OPTIONAL =
      Set.of(
          FLAGS,
          USER_DATA_128,
          USER_DATA_64,
          USER_DATA_32,
          DEBITS_PENDING,
          DEBITS_POSTED,
          CREDITS_PENDING,
          CREDITS_POSTED,
          TIMESTAMP);

  /** Columns in the order in which an export writes them. */
  static final List<String> EXPORTED =
      List.of(
          ACCOUNT,
          CURRENCY,
          CODE,
          FLAGS,
          DEBITS_PENDING,
          DEBITS_POSTED,
          CREDITS_PENDING,
          CREDITS_POSTED,
          USER_DATA_128,
          USER_DATA_64,
          USER_DATA_32,
          TIMESTAMP);

  private AccountColumns() {}
}
