package io.tallystick.participant.signature;

import io.tallystick.participant.signature.StructuredField.Member;
import io.tallystick.participant.signature.StructuredField.Token;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a signature covers and says of itself, with the text that stands for it in the signature's
 * base. Parameters are null where they are missing.
 *
 * @param created seconds since 1970
 * @param expires seconds since 1970
 * @param text the canonical form (RFC 8941, 4.1)
 */
record SignatureParameters(
    List<String> components,
    Long created,
    Long expires,
    String nonce,
    String keyId,
    String algorithm,
    String text) {

  /** Of a member of {@code Signature-Input}; fails if it is none that this profile knows. */
  static SignatureParameters of(Member member) throws StructuredField.Malformed {
    if (!member.isList()) {
      throw new StructuredField.Malformed("no list of components");
    }
    for (Member item : member.items()) {
      if (!(item.value() instanceof String) || !item.parameters().isEmpty()) {
        throw new StructuredField.Malformed("a component is a string without parameters");
      }
    }
    List<String> components = member.items().stream().map(item -> (String) item.value()).toList();
    if (components.stream().distinct().count() != components.size()) {
      throw new StructuredField.Malformed("a component twice");
    }
    Map<String, Object> p = member.parameters();
    return new SignatureParameters(
        components,
        typed(p, "created", Long.class),
        typed(p, "expires", Long.class),
        typed(p, "nonce", String.class),
        typed(p, "keyid", String.class),
        typed(p, "alg", String.class),
        write(components, p));
  }

  private static <T> T typed(Map<String, Object> parameters, String name, Class<T> type)
      throws StructuredField.Malformed {
    Object value = parameters.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new StructuredField.Malformed(name + " has another type");
    }
    return type.cast(value);
  }

  /** The canonical text of components and parameters. */
  static String write(List<String> components, Map<String, Object> parameters) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < components.size(); i++) {
      text.append(i == 0 ? "" : " ");
      string(text, components.get(i));
    }
    text.append(')');
    parameters.forEach(
        (name, value) -> {
          text.append(';').append(name);
          if (!Boolean.TRUE.equals(value)) {
            text.append('=');
            bare(text, value);
          }
        });
    return text.toString();
  }

  private static void bare(StringBuilder text, Object value) {
    if (value instanceof String s) {
      string(text, s);
    } else if (value instanceof byte[] bytes) {
      text.append(':').append(Base64.getEncoder().encodeToString(bytes)).append(':');
    } else if (value instanceof Token token) {
      text.append(token.text());
    } else if (value instanceof Boolean flag) {
      text.append(flag ? "?1" : "?0");
    } else {
      text.append(value);
    }
  }

  private static void string(StringBuilder text, String value) {
    text.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
