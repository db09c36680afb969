package io.tallystick.ledger;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of the bits of a flags field; bit {@code i} has the {@code i}-th name, null if reserved.
 */
final class FlagNames {
  private final String[] byBit;

  FlagNames(String... byBit) {
    this.byBit = byBit;
  }

  List<String> names(int flags) {
    List<String> names = new ArrayList<>(Integer.bitCount(flags));
    for (int bit = 0; bit < Character.SIZE; bit++) {
      if ((flags & (1 << bit)) != 0) {
        names.add(bit < byBit.length && byBit[bit] != null ? byBit[bit] : "reserved_" + bit);
      }
    }
    return List.copyOf(names);
  }

  int of(String name) {
    for (int bit = 0; bit < byBit.length; bit++) {
      if (name.equals(byBit[bit])) {
        return 1 << bit;
      }
    }
    throw TallystickException.field(
        ErrorKind.INVALID,
        "flag_unknown",
        "flags",
        name,
        TallystickException.NO_ROW,
        "a flag that is known");
  }
}
