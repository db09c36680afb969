package io.tallystick.participant.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.participant.signature.StructuredField.Member;
import io.tallystick.participant.signature.StructuredField.Token;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredFieldTest {
  @Test
  void membersOfEveryKindAreRead() throws Exception {
    Map<String, Member> all =
        StructuredField.dictionary(
            "a=1 , b=\"x\\\"y\\\\\", c=:AQI=:,d=?0,e,f=tok/en*;p;q=-5, *g-h.i_j=(\"x\" \"y\";z=1  );w");
    assertThat(all.get("a").value()).isEqualTo(1L);
    assertThat(all.get("b").value()).isEqualTo("x\"y\\");
    assertThat((byte[]) all.get("c").value()).containsExactly(1, 2);
    assertThat(all.get("d").value()).isEqualTo(false);
    assertThat(all.get("e").value()).isEqualTo(true);
    assertThat(all.get("f").value()).isEqualTo(new Token("tok/en*"));
    assertThat(all.get("f").parameters()).isEqualTo(Map.of("p", true, "q", -5L));
    Member list = all.get("*g-h.i_j");
    assertThat(list.isList()).isTrue();
    assertThat(list.items()).extracting(Member::value).containsExactly("x", "y");
    assertThat(list.items().get(1).parameters()).isEqualTo(Map.of("z", 1L));
    assertThat(list.parameters()).isEqualTo(Map.of("w", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=",
        "a=1,",
        "a=1 b=2",
        "A=1",
        "a=1,a=2",
        "a=\"x",
        "a=\"\\n\"",
        "a=:!!:",
        "a=:AQ",
        "a=?2",
        "a=1.5",
        "a=1234567890123456",
        "a=(\"x\"",
        "a=(\"x\"\"y\")",
        "a=1;p=1;p=2",
        "a=-",
        "=1",
        ",a=1",
        "a=\"\u0001\"",
        "a=\"é\""
      })
  void whatIsNoDictionaryIsRefused(String text) {
    assertThatThrownBy(() -> StructuredField.dictionary(text))
        .isInstanceOf(StructuredField.Malformed.class);
  }

  @Property(tries = 2_000)
  void noTextMakesItFailOtherwise(@ForAll String text) {
    try {
      StructuredField.dictionary(text);
    } catch (StructuredField.Malformed expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }
}
