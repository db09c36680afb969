package io.tallystick.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reading and writing JSON trees. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The bytes of a tree. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw TallystickException.of(ErrorKind.INTERNAL, "json_failed", e.getMessage(), e);
    }
  }

  /** A tree as indented text. */
  public static String pretty(JsonNode tree) {
    return tree.toPrettyString();
  }

  /** The text of a field, or the alternative where it is missing or null. */
  public static String text(JsonNode node, String field, String otherwise) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? otherwise : value.asText();
  }

  /** The text of a field, empty where it is missing or null. */
  public static String text(JsonNode node, String field) {
    return text(node, field, "");
  }

  /** A whole number that is written as a number or as digits; 0 where it is missing. */
  public static long number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    try {
      return value.isNumber() ? value.longValue() : Long.parseLong(value.asText());
    } catch (NumberFormatException e) {
      throw TallystickException.field(
          ErrorKind.INTERNAL,
          "answer_not_understood",
          field,
          value.asText(),
          TallystickException.NO_ROW,
          "The server's answer does not hold a number where one is expected.");
    }
  }

  /** The texts of an array field. */
  public static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(element -> texts.add(element.asText()));
    return texts;
  }

  static JsonNode parse(byte[] body, URI base) {
    JsonNode tree = parseOrNull(body);
    if (tree == null) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "not_tallystick", base + " did not answer with JSON.");
    }
    return tree;
  }

  /** A tree; null if the bytes are no JSON. */
  public static JsonNode parseOrNull(byte[] body) {
    try {
      JsonNode tree = MAPPER.readTree(body);
      return tree == null || tree.isMissingNode() ? null : tree;
    } catch (IOException e) {
      return null;
    }
  }
}
