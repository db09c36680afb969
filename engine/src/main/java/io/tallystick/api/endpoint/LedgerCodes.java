package io.tallystick.api.endpoint;

import io.tallystick.api.decode.DecodedRows;
import io.tallystick.api.decode.DecodedRows.UnknownLedger;
import io.tallystick.api.http.Parameters;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import io.tallystick.ring.query.Lookups;
import io.tallystick.ring.query.Views.LedgerRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the number of a ledger's code, looking once behind a read barrier before saying no. */
final class LedgerCodes {
  private static final long NUMBER_MAX = 0xFFFF_FFFFL;

  private final Lookups lookups;

  LedgerCodes(Lookups lookups) {
    this.lookups = lookups;
  }

  /** Completes the rows' ledgers in place, or fails with {@code ledger_unknown}. */
  CompletionStage<DecodedRows> resolve(DecodedRows rows) {
    if (rows.unknownLedgers().isEmpty()) {
      return CompletableFuture.completedFuture(rows);
    }
    Map<String, Integer> firstRows = new LinkedHashMap<>();
    for (UnknownLedger unknown : rows.unknownLedgers()) {
      firstRows.putIfAbsent(unknown.code(), unknown.row());
    }
    List<String> codes = List.copyOf(firstRows.keySet());
    return AsyncLoop.ask(codes.size(), i -> lookups.ledgerByCode(codes.get(i)))
        .thenApply(
            found -> {
              Map<String, Integer> numbers = new LinkedHashMap<>();
              for (int i = 0; i < codes.size(); i++) {
                String code = codes.get(i);
                LedgerRow row =
                    found.get(i).orElseThrow(() -> unknown(code, "ledger", firstRows.get(code)));
                numbers.put(code, row.number());
              }
              fill(rows, numbers);
              return rows;
            });
  }

  /** Accounts and transfers hold their ledger at the same place. */
  private static void fill(DecodedRows rows, Map<String, Integer> numbers) {
    for (UnknownLedger unknown : rows.unknownLedgers()) {
      LittleEndian.putInt(
          rows.records(),
          unknown.row() * Body.RECORD_BYTES + TransferRequest.LEDGER,
          numbers.get(unknown.code()));
    }
  }

  /** The number of the ledger that a query's parameter names, or null where it is missing. */
  CompletionStage<Integer> parameter(Parameters parameters) {
    String text = parameters.text("ledger");
    if (text == null) {
      return CompletableFuture.completedFuture(null);
    }
    if (Character.isDigit(text.charAt(0))) {
      return CompletableFuture.completedFuture(
          parameters.unsigned("ledger", NUMBER_MAX).intValue());
    }
    if (!LedgerRequest.codeAcceptable(text)) {
      throw Parameters.invalid(
          "ledger_code_malformed",
          "ledger",
          text,
          "a number, or a capital letter and up to 15 of A-Z 0-9 . _ -");
    }
    Optional<LedgerRow> known = lookups.knownLedger(text);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get().number());
    }
    return lookups
        .ledgerByCode(text)
        .thenApply(
            row ->
                row.orElseThrow(() -> unknown(text, "ledger", TallystickException.NO_ROW))
                    .number());
  }

  private static TallystickException unknown(String code, String field, int row) {
    return TallystickException.field(
        ErrorKind.UNPROCESSABLE, "ledger_unknown", field, code, row, "a ledger that is declared");
  }
}
