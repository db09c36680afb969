package io.tallystick.api.decode;

import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import java.util.List;

/**
 * The rows of one JSON body as request records.
 *
 * @param kind what the rows are
 * @param rows 1 … {@link Body#ROWS_MAX}
 * @param records {@code rows} records of 128 bytes
 * @param ids what each row calls itself, as it was written: id of a transfer or account, code of a
 *     ledger; answers repeat it
 * @param names names of the accounts that were given by name, null elsewhere; empty if none was
 * @param single whether the body was one object rather than an array
 * @param internalIdRows rows whose {@code id} is an internal one ({@code 0x…}), which is accepted
 *     only if it exists
 * @param unknownLedgers rows whose ledger's code is not known yet; their records hold 0 there
 * @param values what stands beside rows of participants and keys
 */
public record DecodedRows(
    BodyKind kind,
    int rows,
    byte[] records,
    List<String> ids,
    List<String> names,
    boolean single,
    List<Integer> internalIdRows,
    List<UnknownLedger> unknownLedgers,
    List<Body.Value> values) {

  /** A ledger's code that was not known when the row was read. */
  public record UnknownLedger(int row, String code) {}

  /** The body as the engine takes it; it owns the records from then on. */
  public Body toBody(boolean balances, Submitter submitter) {
    return new Body(kind, rows, records, names, balances, values, submitter);
  }
}
