package io.tallystick.api.decode;

import io.tallystick.api.Iso4217;
import io.tallystick.api.Iso4217.Currency;
import io.tallystick.base.ErrorKind;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ring.BodyKind;
import java.io.IOException;
import java.util.Optional;

/**
 * The fields of a ledger. A code of ISO 4217 knows its number and, mostly, its scale; any other
 * asset gives both, and its number is none of ISO 4217's.
 */
final class LedgerFormat implements RowFormat {
  private static final int CODE = 0;
  private static final int ID = 1;
  private static final int SCALE = 2;
  private static final String[] NAMES = {"code", "id", "scale"};
  private static final long U32_MAX = 0xFFFF_FFFFL;

  private String code;
  private long number;
  private int scale;

  @Override
  public BodyKind kind() {
    return BodyKind.LEDGERS;
  }

  @Override
  public String[] fieldNames() {
    return NAMES;
  }

  @Override
  public int field(String name) {
    return switch (name) {
      case "code" -> CODE;
      case "id" -> ID;
      case "scale" -> SCALE;
      default -> NO_FIELD;
    };
  }

  @Override
  public void read(int field, RowInput in) throws IOException {
    switch (field) {
      case CODE -> {
        code = in.string("a ledger's code");
        if (!LedgerRequest.codeAcceptable(code)) {
          throw in.refused(
              "ledger_code_malformed", code, "a capital letter and up to 15 of A-Z 0-9 . _ -");
        }
      }
      case ID -> number = in.unsigned(LedgerField.NUMBER_MAX);
      default -> scale = (int) in.unsigned(U32_MAX);
    }
  }

  @Override
  public void finish(RowInput in, long given) {
    if ((given & (1L << CODE)) == 0) {
      throw in.missing(NAMES[CODE]);
    }
    boolean numberGiven = (given & (1L << ID)) != 0;
    boolean scaleGiven = (given & (1L << SCALE)) != 0;
    Optional<Currency> currency = Iso4217.ofCode(code);
    if (!numberGiven && currency.isEmpty()) {
      throw in.missing(NAMES[ID]);
    }
    if (!scaleGiven && currency.map(Currency::scale).isEmpty()) {
      throw in.missing(NAMES[SCALE]);
    }
    if (numberGiven) {
      checkNumber(in, currency);
    }
    long finalNumber = numberGiven ? number : currency.get().number();
    int finalScale = scaleGiven ? scale : currency.get().scale();
    LedgerRequest.write(in.records(), in.at(), (int) finalNumber, code, finalScale);
    in.id(code);
  }

  private void checkNumber(RowInput in, Optional<Currency> currency) {
    if (currency.isPresent() && currency.get().number() != number) {
      throw in.refused(
          ErrorKind.UNPROCESSABLE,
          "ledger_number_differs",
          NAMES[ID],
          Long.toString(number),
          "ISO 4217 gives " + code + " the number " + currency.get().number());
    }
    Optional<Currency> other = Iso4217.ofNumber(number);
    if (currency.isEmpty() && other.isPresent()) {
      throw in.refused(
          ErrorKind.UNPROCESSABLE,
          "ledger_number_reserved",
          NAMES[ID],
          Long.toString(number),
          "ISO 4217 gives this number to " + other.get().code());
    }
  }
}
