package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.api.Json;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The body of a change of the members: {@code {"node":4,"address":"host:port","version":"7.12"}}.
 *
 * @param node 1 … {@value #NODE_MAX}
 * @param address empty where none is taken
 * @param version of the view that it changes; null where it names none
 */
public record NodeOrder(int node, String address, String version) {
  /** Largest node number. */
  public static final int NODE_MAX = 65_535;

  private static final String NODE = "node";
  private static final String ADDRESS = "address";
  private static final String VERSION = "version";

  /**
   * Reads it.
   *
   * @param withAddress whether it has to name an address
   * @throws TallystickException INVALID: {@code json_malformed}, {@code field_unknown}, {@code
   *     field_missing}, {@code field_repeated}, {@code node_number_invalid}, {@code
   *     address_malformed}
   */
  public static NodeOrder read(byte[] body, boolean withAddress) {
    String node = null;
    String address = null;
    String version = null;
    try (JsonParser json = Json.factory().createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("takes one object such as {\"node\":4}");
      }
      Set<String> seen = new HashSet<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (!seen.add(field)) {
          throw refused("field_repeated", field, field, "stands twice");
        }
        if (field.equals(NODE) && value.isScalarValue()) {
          node = json.getText();
        } else if (withAddress && field.equals(ADDRESS) && value == JsonToken.VALUE_STRING) {
          address = json.getText();
        } else if (field.equals(VERSION) && value == JsonToken.VALUE_STRING) {
          version = json.getText();
        } else {
          throw refused("field_unknown", field, json.getText(), "is not taken here like this");
        }
      }
      if (json.nextToken() != null) {
        throw malformed("takes one object and nothing behind it");
      }
    } catch (JsonProcessingException broken) {
      throw malformed(broken.getOriginalMessage());
    } catch (IOException never) {
      throw malformed(never.getMessage());
    }
    return checked(node, address, version, withAddress);
  }

  private static NodeOrder checked(
      String node, String address, String version, boolean withAddress) {
    if (node == null) {
      throw refused("field_missing", NODE, "", "is required");
    }
    if (withAddress && address == null) {
      throw refused("field_missing", ADDRESS, "", "is required");
    }
    if (withAddress && !address.matches("(\\[[0-9A-Fa-f:.%]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}")) {
      throw refused(
          "address_malformed", ADDRESS, address, "takes host:port such as 10.0.0.4:25520");
    }
    return new NodeOrder(number(NODE, node), withAddress ? address : "", version);
  }

  /**
   * A node's number.
   *
   * @throws TallystickException INVALID, {@code node_number_invalid}
   */
  public static int number(String field, String text) {
    if (text.matches("[0-9]{1,5}")) {
      int node = Integer.parseInt(text);
      if (node >= 1 && node <= NODE_MAX) {
        return node;
      }
    }
    throw refused("node_number_invalid", field, text, "takes a number of 1 to " + NODE_MAX);
  }

  private static TallystickException malformed(String rule) {
    return refused("json_malformed", "", "", rule);
  }

  private static TallystickException refused(String code, String field, String value, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, code, field, value, TallystickException.NO_ROW, rule);
  }
}
