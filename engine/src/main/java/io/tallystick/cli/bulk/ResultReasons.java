package io.tallystick.cli.bulk;

import java.util.Map;

/** Which column a result is about, and what it means in a sentence. Pure. */
final class ResultReasons {
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("id_must_not_be_zero", "id"),
          Map.entry("id_must_not_be_int_max", "id"),
          Map.entry("id_already_failed", "id"),
          Map.entry("id_not_in_scope", "id"),
          Map.entry("exceeds_credits", "debit_account"),
          Map.entry("exceeds_debits", "credit_account"),
          Map.entry("accounts_must_be_different", "credit_account"),
          Map.entry("accounts_must_have_the_same_ledger", "credit_account"),
          Map.entry("transfer_must_have_the_same_ledger_as_accounts", "currency"),
          Map.entry("authorisation_required", "debit_account"),
          Map.entry("authorisation_stale", "debit_account"),
          Map.entry("closing_transfer_must_be_pending", "flags"),
          Map.entry("reserved_flag", "flags"),
          Map.entry("linked_event_failed", "flags"),
          Map.entry("linked_event_chain_open", "flags"),
          Map.entry("flags_are_mutually_exclusive", "flags"),
          Map.entry("too_many_pending", ""),
          Map.entry("too_many_accounts", ""));

  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          Map.entry("debit_account_not_found", "there is no such account"),
          Map.entry("credit_account_not_found", "there is no such account"),
          Map.entry("exceeds_credits", "its debits would exceed its credits"),
          Map.entry("exceeds_debits", "its credits would exceed its debits"),
          Map.entry("id_already_failed", "this id was refused before and stays refused"),
          Map.entry("accounts_must_be_different", "both accounts are the same"),
          Map.entry("linked_event_failed", "another row of its chain failed"),
          Map.entry("linked_event_chain_open", "the chain does not end within the file"));

  private static final String EXISTS_WITH_DIFFERENT = "exists_with_different_";

  private ResultReasons() {}

  /** The column of a CSV file that a result is about; empty if it is about none in particular. */
  static String column(String result) {
    String column = COLUMNS.get(result);
    if (column != null) {
      return column;
    }
    String field =
        result.startsWith(EXISTS_WITH_DIFFERENT)
            ? result.substring(EXISTS_WITH_DIFFERENT.length())
            : result;
    if (field.startsWith("debit_account")) {
      return "debit_account";
    }
    if (field.startsWith("credit_account")) {
      return "credit_account";
    }
    for (String prefix :
        new String[] {
          "pending_id", "timeout", "user_data_128", "user_data_64", "user_data_32", "flags", "code"
        }) {
      if (field.startsWith(prefix)) {
        return prefix;
      }
    }
    if (field.startsWith("ledger")) {
      return "currency";
    }
    if (field.startsWith("pending_transfer")) {
      return "pending_id";
    }
    return field.startsWith("amount") || field.contains("amount") || field.startsWith("overflows")
        ? "amount"
        : "";
  }

  /** The result's stable name with what it means. */
  static String reason(String result) {
    String sentence = SENTENCES.get(result);
    if (sentence == null && result.startsWith(EXISTS_WITH_DIFFERENT)) {
      sentence = "the id is taken by a record that differs in this field";
    }
    return sentence == null ? result : result + ": " + sentence;
  }
}
