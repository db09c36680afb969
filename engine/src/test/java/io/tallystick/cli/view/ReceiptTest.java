package io.tallystick.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.TallystickException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceiptTest {
  @Test
  void aTrueProofHolds() {
    for (int number = 0; number < 7; number++) {
      Receipt receipt = Receipt.of(SampleProof.of(number, 7));
      assertThat(receipt.holds()).isTrue();
      assertThat(receipt.toJson().path("holds").asBoolean()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"record", "path", "number", "tree_size", "header", "hash"})
  void aProofWithAnyPartChangedDoesNotHold(String part) {
    ObjectNode json = SampleProof.of(3, 7);
    ObjectNode batch = (ObjectNode) json.path("batch");
    switch (part) {
      case "record" -> json.put("record", flipped(json.path("record").asText()));
      case "path" -> {
        String first = json.path("path").path(0).asText();
        json.withArray("path").set(0, JsonNodeFactory.instance.textNode(flipped(first)));
      }
      case "number" -> json.put("number", 2);
      case "tree_size" -> json.put("tree_size", 8);
      case "header" -> batch.put("header", flipped(batch.path("header").asText()));
      default -> batch.put("hash", flipped(batch.path("hash").asText()));
    }
    assertThat(Receipt.of(json).holds()).isFalse();
  }

  @Test
  void anAnswerOfAnotherFormIsToldSo() {
    ObjectNode json = SampleProof.of(3, 7);
    json.put("record", "no hex");
    assertThatThrownBy(() -> Receipt.of(json)).isInstanceOf(TallystickException.class);
    assertThatThrownBy(() -> Receipt.of(JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(TallystickException.class);
  }

  private static String flipped(String hex) {
    char last = hex.charAt(hex.length() - 1);
    return hex.substring(0, hex.length() - 1) + (last == '0' ? '1' : '0');
  }
}
