package io.tallystick.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.ledger.Amounts;
import java.math.BigInteger;

/**
 * A declared ledger.
 *
 * @param number its number in records
 * @param code such as {@code EUR}
 * @param scale decimal places of its amounts
 */
public record LedgerInfo(int number, String code, int scale) {
  /** From the server's answer. */
  public static LedgerInfo of(JsonNode json) {
    return new LedgerInfo(
        (int) Json.number(json, "id"), Json.text(json, "code"), (int) Json.number(json, "scale"));
  }

  /** Minor units, given as digits, as a decimal amount; empty stays empty. */
  public String amount(String minorDigits) {
    return minorDigits.isEmpty() ? "" : Amounts.formatDecimal(new BigInteger(minorDigits), scale);
  }
}
