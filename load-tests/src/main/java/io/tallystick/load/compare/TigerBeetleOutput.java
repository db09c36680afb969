package io.tallystick.load.compare;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code tigerbeetle benchmark} prints (src/tigerbeetle/benchmark_load.zig).
 *
 * @param perSecond transfers answered each second
 * @param p50Ms median time of a batch, whole ms; not a number if it is not said
 * @param p99Ms 99 of 100 batches took no longer, whole ms; not a number if it is not said
 */
record TigerBeetleOutput(double perSecond, double p50Ms, double p99Ms) {
  private static final Pattern ACCEPTED = Pattern.compile("load accepted\\s*=\\s*(\\d+) tx/s");

  /** Reads it. */
  static TigerBeetleOutput of(String text) {
    Matcher accepted = ACCEPTED.matcher(text);
    if (!accepted.find()) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "tigerbeetle_not_understood", "tigerbeetle printed: " + text);
    }
    return new TigerBeetleOutput(
        Double.parseDouble(accepted.group(1)),
        latency(text, 50).orElse(Double.NaN),
        latency(text, 99).orElse(Double.NaN));
  }

  private static OptionalDouble latency(String text, int percent) {
    Matcher found =
        Pattern.compile("batch latency p" + percent + "\\s*=\\s*(\\d+) ms").matcher(text);
    return found.find()
        ? OptionalDouble.of(Double.parseDouble(found.group(1)))
        : OptionalDouble.empty();
  }
}
