package io.tallystick.cli.bulk;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.client.LedgerInfo;

/** Where rows find the ledger of their currency. */
@FunctionalInterface
interface LedgerSource {
  /**
   * The ledger of a currency code.
   *
   * @throws TallystickException UNPROCESSABLE, field {@code currency}, if there is none
   */
  LedgerInfo get(String currency);
}
