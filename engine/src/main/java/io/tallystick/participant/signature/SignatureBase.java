package io.tallystick.participant.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The bytes that are signed (RFC 9421, 2.5). */
final class SignatureBase {
  static final String METHOD = "@method";
  static final String PATH = "@path";
  static final String QUERY = "@query";
  static final String AUTHORITY = "@authority";
  static final Set<String> DERIVED = new TreeSet<>(Set.of(METHOD, PATH, QUERY, AUTHORITY));

  private SignatureBase() {}

  /**
   * The base of a message.
   *
   * @param components names of covered components; each of {@link #DERIVED} or a field's name
   * @param parameters the signature's parameters as they are written
   * @return null if a component is missing from the message
   */
  static byte[] of(SignedMessage message, List<String> components, String parameters) {
    StringBuilder base = new StringBuilder(256);
    for (String component : components) {
      String value = value(message, component);
      if (value == null) {
        return null;
      }
      base.append('"').append(component).append("\": ").append(value).append('\n');
    }
    base.append("\"@signature-params\": ").append(parameters);
    return base.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  static String value(SignedMessage message, String component) {
    return switch (component) {
      case METHOD -> message.method();
      case PATH -> message.path();
      case QUERY -> "?" + (message.query() == null ? "" : message.query());
      case AUTHORITY -> message.authority();
      default -> field(message.field(component));
    };
  }

  private static String field(List<String> lines) {
    return lines.isEmpty() ? null : String.join(", ", lines.stream().map(String::strip).toList());
  }
}
