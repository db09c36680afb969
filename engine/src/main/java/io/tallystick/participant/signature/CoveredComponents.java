package io.tallystick.participant.signature;

import io.tallystick.participant.signature.StructuredField.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the signatures of a request cover, for whoever passes it on and judges nothing. */
public final class CoveredComponents {
  private CoveredComponents() {}

  /**
   * Names of derived components ({@code @method}) and of header fields in lower case; of what is
   * malformed none.
   *
   * @param inputs the lines of {@code Signature-Input}
   */
  public static Set<String> of(List<String> inputs) {
    Set<String> covered = new TreeSet<>();
    for (String line : inputs) {
      try {
        for (Map.Entry<String, Member> one : StructuredField.dictionary(line).entrySet()) {
          covered.addAll(SignatureParameters.of(one.getValue()).components());
        }
      } catch (StructuredField.Malformed refusedByWhoeverVerifies) {
        continue;
      }
    }
    return covered;
  }
}
