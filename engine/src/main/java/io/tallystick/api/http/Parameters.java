package io.tallystick.api.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.scaladsl.model.IllegalUriException;
import akka.japi.Pair;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a query: each known to its route and given at most once. */
public final class Parameters {
  private static final Parameters NONE = new Parameters(Map.of());

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  static Parameters of(HttpRequest request, String... allowed) {
    if (request.getUri().rawQueryString().isEmpty()) {
      return NONE;
    }
    List<String> known = Arrays.asList(allowed);
    Map<String, String> values = new HashMap<>();
    for (Pair<String, String> pair : pairs(request)) {
      String name = pair.first();
      if (!known.contains(name)) {
        String rule = known.isEmpty() ? "no parameters here" : "one of " + String.join(", ", known);
        throw invalid("parameter_unknown", name, pair.second(), rule);
      }
      if (values.put(name, pair.second()) != null) {
        throw invalid("parameter_repeated", name, pair.second(), "each parameter once");
      }
    }
    return new Parameters(values);
  }

  private static List<Pair<String, String>> pairs(HttpRequest request) {
    try {
      return request.getUri().query().toList();
    } catch (IllegalUriException | IllegalArgumentException e) {
      throw TallystickException.of(
          ErrorKind.INVALID, "query_malformed", "The query is not percent-encoded UTF-8.");
    }
  }

  /** The value, or null where it is missing or empty. */
  public String text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** {@code true} or {@code false}; false where it is missing. */
  public boolean flag(String name) {
    String value = text(name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw invalid("parameter_malformed", name, value, "true or false");
  }

  /** A number from 0 to {@code max} (unsigned), or null where it is missing. */
  public Long unsigned(String name, long max) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      if (value.charAt(0) == '+') {
        throw new NumberFormatException();
      }
      long number = Long.parseUnsignedLong(value);
      if (Long.compareUnsigned(number, max) <= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same refusal as a number out of range.
    }
    throw invalid(
        "parameter_malformed", name, value, "a number from 0 to " + Long.toUnsignedString(max));
  }

  /** The rows wanted on one page, 1 … {@code max}. */
  public int limit(int defaultRows, int max) {
    Long limit = unsigned("limit", Integer.MAX_VALUE);
    if (limit == null) {
      return defaultRows;
    }
    if (limit < 1 || limit > max) {
      throw invalid("parameter_malformed", "limit", limit.toString(), "1 to " + max);
    }
    return limit.intValue();
  }

  /** A refused parameter. */
  public static TallystickException invalid(String code, String name, String value, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, code, name, value, TallystickException.NO_ROW, rule);
  }
}
