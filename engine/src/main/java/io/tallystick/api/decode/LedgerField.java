package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ring.query.Views.LedgerRow;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** The field {@code ledger} of accounts and transfers: a code or a number. */
final class LedgerField {
  /** The largest number of a ledger. */
  static final long NUMBER_MAX = 0xFFFF_FFFFL;

  private final Function<String, Optional<LedgerRow>> known;

  // Most bodies name one ledger in all their rows.
  private String lastCode;
  private int lastNumber;

  LedgerField(Function<String, Optional<LedgerRow>> known) {
    this.known = known;
  }

  /** The ledger's number; 0 where its code is not known yet, which is noted. */
  int read(RowInput in) throws IOException {
    if (in.token() == JsonToken.VALUE_NUMBER_INT) {
      return (int) in.unsigned(NUMBER_MAX);
    }
    String text = in.string("a ledger's code or number");
    if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
      return (int) in.unsigned(NUMBER_MAX);
    }
    if (text.equals(lastCode)) {
      return lastNumber;
    }
    if (!LedgerRequest.codeAcceptable(text)) {
      throw in.refused(
          "ledger_code_malformed", text, "a capital letter and up to 15 of A-Z 0-9 . _ -");
    }
    Optional<LedgerRow> ledger = known.apply(text);
    if (ledger.isEmpty()) {
      in.unknownLedger(text);
      return 0;
    }
    lastCode = text;
    lastNumber = ledger.get().number();
    return lastNumber;
  }
}
