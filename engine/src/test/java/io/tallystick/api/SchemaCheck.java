package io.tallystick.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Checks JSON against the part of JSON Schema that our OpenAPI document uses. */
final class SchemaCheck {
  private final JsonNode document;

  SchemaCheck(JsonNode document) {
    this.document = document;
  }

  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Null if the value fits, else what is wrong where. */
  String check(JsonNode schemaOrRef, JsonNode value, String at) {
    JsonNode schema = resolve(schemaOrRef);
    if (schema.has("oneOf")) {
      List<String> wrong = new ArrayList<>();
      for (JsonNode option : schema.get("oneOf")) {
        String problem = check(option, value, at);
        if (problem == null) {
          return null;
        }
        wrong.add(problem);
      }
      return at + " fits none: " + wrong;
    }
    if (schema.has("type") && !typeFits(schema.get("type"), value)) {
      return at + " is not " + schema.get("type") + ": " + value;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      return at + " is none of " + schema.get("enum") + ": " + value;
    }
    if (schema.has("pattern")
        && value.isTextual()
        && !value.asText().matches(schema.get("pattern").asText())) {
      return at + " does not match " + schema.get("pattern") + ": " + value;
    }
    if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        String problem = check(schema.get("items"), value.get(i), at + "/" + i);
        if (problem != null) {
          return problem;
        }
      }
    }
    return value.isObject() ? checkObject(schema, value, at) : null;
  }

  private String checkObject(JsonNode schema, JsonNode value, String at) {
    if (schema.has("required")) {
      for (JsonNode name : schema.get("required")) {
        if (!value.has(name.asText())) {
          return at + " lacks " + name;
        }
      }
    }
    Iterator<String> names = value.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      JsonNode property = schema.path("properties").get(name);
      if (property == null) {
        return at + " has an undocumented " + name;
      }
      String problem = check(property, value.get(name), at + "/" + name);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static boolean typeFits(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (typeFits(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> throw new IllegalStateException("unknown type " + type);
    };
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
