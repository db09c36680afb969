package io.tallystick.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ledgers that a server knows, read once. Not thread-safe. */
public final class Ledgers {
  private final ApiClient api;
  private final Map<String, LedgerInfo> byCode = new HashMap<>();
  private final Map<Integer, LedgerInfo> byNumber = new HashMap<>();

  private Ledgers(ApiClient api) {
    this.api = api;
  }

  /** Asks the server for its ledgers. */
  public static Ledgers read(ApiClient api) {
    Ledgers ledgers = new Ledgers(api);
    ledgers.readAll();
    return ledgers;
  }

  /** By code or by number, as an answer or a person writes it. */
  public Optional<LedgerInfo> find(String codeOrNumber) {
    if (codeOrNumber.matches("[0-9]{1,9}")) {
      return Optional.ofNullable(byNumber.get(Integer.parseInt(codeOrNumber)));
    }
    return Optional.ofNullable(byCode.get(codeOrNumber));
  }

  /**
   * By code or number.
   *
   * @throws TallystickException UNPROCESSABLE, code {@code ledger_unknown}
   */
  public LedgerInfo get(String codeOrNumber) {
    return find(codeOrNumber)
        .orElseThrow(
            () ->
                TallystickException.field(
                    ErrorKind.UNPROCESSABLE,
                    "ledger_unknown",
                    "ledger",
                    codeOrNumber,
                    TallystickException.NO_ROW,
                    "No such ledger is declared."));
  }

  /** A ledger that an answer names; amounts of one that is not known stay in minor units. */
  public LedgerInfo ofAnswer(JsonNode row) {
    String ledger = Json.text(row, "ledger");
    return find(ledger).orElseGet(() -> new LedgerInfo(0, ledger, 0));
  }

  /** Declares a ledger by its ISO 4217 code and adds it. */
  public LedgerInfo declare(String code) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("code", code);
    JsonNode answer = api.post("/v1/ledgers", request);
    String result = Json.text(answer, "result");
    if (!result.equals("created") && !result.equals("exists")) {
      throw TallystickException.field(
          ErrorKind.UNPROCESSABLE,
          result,
          "currency",
          code,
          TallystickException.NO_ROW,
          "The ledger could not be declared.");
    }
    readAll();
    return get(code);
  }

  private void readAll() {
    api.get("/v1/ledgers").path("ledgers").forEach(row -> add(LedgerInfo.of(row)));
  }

  private void add(LedgerInfo ledger) {
    byCode.put(ledger.code(), ledger);
    byNumber.put(ledger.number(), ledger);
  }
}
