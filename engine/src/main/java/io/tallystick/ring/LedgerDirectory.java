package io.tallystick.ring;

import io.tallystick.ledger.LedgerView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ledgers are declared, for everyone to see at any time; replaced as a whole when one is
 * added.
 */
public final class LedgerDirectory {
  private record Known(Map<String, LedgerView> byCode, Map<Integer, LedgerView> byNumber) {}

  private volatile Known known = new Known(Map.of(), Map.of());

  void replace(List<LedgerView> ledgers) {
    Map<String, LedgerView> byCode = new HashMap<>();
    Map<Integer, LedgerView> byNumber = new HashMap<>();
    for (LedgerView ledger : ledgers) {
      byCode.put(ledger.code(), ledger);
      byNumber.put(ledger.number(), ledger);
    }
    known = new Known(byCode, byNumber);
  }

  /** The ledger of a code, or null. */
  public LedgerView byCode(String code) {
    return known.byCode.get(code);
  }

  /** The ledger of a number, or null. */
  public LedgerView byNumber(int number) {
    return known.byNumber.get(number);
  }
}
