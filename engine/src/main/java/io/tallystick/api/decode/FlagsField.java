package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.util.function.ToIntFunction;

/** The field {@code flags}: an array of names, or the bits as a number. */
final class FlagsField {
  private static final long FLAGS_MAX = 0xFFFF;

  private FlagsField() {}

  static int read(RowInput in, ToIntFunction<String> ofName) throws IOException {
    if (in.token() == JsonToken.VALUE_NUMBER_INT) {
      return (int) in.unsigned(FLAGS_MAX);
    }
    if (in.token() != JsonToken.START_ARRAY) {
      throw in.wrongType("an array of flag names");
    }
    int flags = 0;
    while (in.next() != JsonToken.END_ARRAY) {
      try {
        flags |= ofName.applyAsInt(in.string("the name of a flag"));
      } catch (TallystickException e) {
        throw in.here(e);
      }
    }
    return flags;
  }
}
