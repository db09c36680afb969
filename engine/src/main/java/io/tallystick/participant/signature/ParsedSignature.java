package io.tallystick.participant.signature;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.participant.signature.StructuredField.Member;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one signature of a request, as this profile wants it: it covers method, path, query (where
 * there is one) and content digest (where there is a body), and says when it was made, with which
 * key, algorithm and nonce.
 *
 * @param digest the value of {@code Content-Digest}; null if it is not covered
 */
record ParsedSignature(SignatureParameters parameters, byte[] signature, Id keyId, String digest) {
  static final String INPUT = "signature-input";
  static final String SIGNATURE = "signature";
  static final String KEY_UNKNOWN = "key_unknown";

  private static final Pattern FIELD_NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,64}");
  private static final int NONCE_CHARS_MAX = 64;
  private static final int COMPONENTS_MAX = 16;

  /** Reads it; refuses with UNAUTHENTICATED what is missing or malformed. */
  static ParsedSignature of(SignedMessage message, boolean withBody) {
    List<String> inputs = message.field(INPUT);
    List<String> signatures = message.field(SIGNATURE);
    if (inputs.isEmpty() || signatures.isEmpty()) {
      throw SignatureRefusals.missing();
    }
    SignatureParameters parameters;
    byte[] signature;
    try {
      Map.Entry<String, Member> input = only(inputs, INPUT);
      Map.Entry<String, Member> value = only(signatures, SIGNATURE);
      if (!input.getKey().equals(value.getKey())) {
        throw SignatureRefusals.malformed(SIGNATURE, "the label that Signature-Input has");
      }
      if (!(value.getValue().value() instanceof byte[] bytes)) {
        throw SignatureRefusals.malformed(SIGNATURE, "a byte sequence, :base64:");
      }
      signature = bytes;
      parameters = SignatureParameters.of(input.getValue());
    } catch (StructuredField.Malformed e) {
      throw SignatureRefusals.malformed(INPUT, "dictionaries of RFC 8941: " + e.getMessage());
    }
    checkComponents(message, parameters.components(), withBody);
    checkParameters(parameters);
    Id keyId = KeyIds.parse(parameters.keyId());
    if (keyId == null) {
      throw keyUnknown(parameters.keyId());
    }
    boolean digested = parameters.components().contains(ContentDigest.FIELD);
    return new ParsedSignature(parameters, signature, keyId, digested ? digest(message) : null);
  }

  static TallystickException keyUnknown(String keyId) {
    return SignatureRefusals.field(
        KEY_UNKNOWN, "keyid", keyId, "the id of a key that was added to a participant");
  }

  private static Map.Entry<String, Member> only(List<String> lines, String field)
      throws StructuredField.Malformed {
    if (lines.size() != 1) {
      throw SignatureRefusals.malformed(field, "one line");
    }
    Map<String, Member> members = StructuredField.dictionary(lines.get(0));
    if (members.size() != 1) {
      throw SignatureRefusals.malformed(field, "one signature");
    }
    return members.entrySet().iterator().next();
  }

  private static void checkComponents(
      SignedMessage message, List<String> components, boolean withBody) {
    require(components, SignatureBase.METHOD);
    require(components, SignatureBase.PATH);
    if (message.query() != null) {
      require(components, SignatureBase.QUERY);
    }
    if (withBody) {
      require(components, ContentDigest.FIELD);
    }
    if (components.size() > COMPONENTS_MAX) {
      throw SignatureRefusals.malformed(INPUT, "at most " + COMPONENTS_MAX + " components");
    }
    for (String component : components) {
      boolean known =
          component.startsWith("@")
              ? SignatureBase.DERIVED.contains(component)
              : FIELD_NAME.matcher(component).matches();
      if (!known) {
        throw SignatureRefusals.field(
            "signature_component_unsupported",
            INPUT,
            component,
            "header fields in lower case, and " + String.join(", ", SignatureBase.DERIVED));
      }
    }
  }

  private static void require(List<String> components, String component) {
    if (!components.contains(component)) {
      throw SignatureRefusals.field(
          "signature_component_missing", INPUT, component, "the signature covers " + component);
    }
  }

  private static void checkParameters(SignatureParameters p) {
    if (p.created() == null || p.keyId() == null || p.algorithm() == null || p.nonce() == null) {
      throw SignatureRefusals.malformed(INPUT, "the parameters created, nonce, keyid and alg");
    }
    if (p.nonce().isEmpty() || p.nonce().length() > NONCE_CHARS_MAX) {
      throw SignatureRefusals.malformed(INPUT, "a nonce of 1 to " + NONCE_CHARS_MAX);
    }
  }

  private static String digest(SignedMessage message) {
    List<String> lines = message.field(ContentDigest.FIELD);
    if (lines.size() != 1) {
      throw SignatureRefusals.field(
          "digest_missing", ContentDigest.FIELD, null, "one line of Content-Digest (RFC 9530)");
    }
    return lines.get(0);
  }
}
