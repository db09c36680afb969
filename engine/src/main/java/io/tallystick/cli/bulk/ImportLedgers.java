package io.tallystick.cli.bulk;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds the ledger of a currency, and declares it by its ISO 4217 code if it is missing. */
final class ImportLedgers implements LedgerSource {
  /** Most unknown currencies that are remembered; a file with more is no file of transfers. */
  static final int UNKNOWN_MAX = 1_000;

  private final Ledgers ledgers;
  private final Consumer<String> note;
  private final Map<String, LedgerInfo> found = new HashMap<>();
  private final Map<String, String> unknown = new HashMap<>();
  private final List<String> declared = new ArrayList<>();

  /**
   * @param note told of each ledger that is declared
   */
  ImportLedgers(Ledgers ledgers, Consumer<String> note) {
    this.ledgers = ledgers;
    this.note = note;
  }

  /** Codes of the ledgers that were declared on the way. */
  List<String> declared() {
    return List.copyOf(declared);
  }

  @Override
  public LedgerInfo get(String currency) {
    LedgerInfo ledger = found.get(currency);
    if (ledger == null) {
      ledger = ledgers.find(currency).orElseGet(() -> declare(currency));
      found.put(currency, ledger);
    }
    return ledger;
  }

  private LedgerInfo declare(String currency) {
    String before = unknown.get(currency);
    if (before != null) {
      throw unknown(currency, before);
    }
    try {
      LedgerInfo ledger = ledgers.declare(currency);
      declared.add(ledger.code());
      note.accept(
          "declared the ledger " + ledger.code() + " with " + ledger.scale() + " decimal places");
      return ledger;
    } catch (TallystickException e) {
      if (e.kind() != ErrorKind.INVALID && e.kind() != ErrorKind.UNPROCESSABLE) {
        throw e;
      }
      if (unknown.size() < UNKNOWN_MAX) {
        unknown.put(currency, e.getMessage());
      }
      throw unknown(currency, e.getMessage());
    }
  }

  private static TallystickException unknown(String currency, String why) {
    return TallystickException.field(
        ErrorKind.UNPROCESSABLE,
        "ledger_unknown",
        AccountColumns.CURRENCY,
        currency,
        TallystickException.NO_ROW,
        "no such ledger is declared, and it cannot be: " + why);
  }
}
