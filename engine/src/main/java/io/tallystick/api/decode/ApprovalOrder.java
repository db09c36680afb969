package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.api.Json;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import java.io.IOException;
import java.util.Base64;

/**
 * The body of an approval: {@code {"key":"32 hex digits","signature":"base64"}}.
 *
 * @param key id of the approving key
 * @param signature of the statement of what waits
 */
public record ApprovalOrder(Id key, byte[] signature) {

  /** Reads it; INVALID if it is none. */
  public static ApprovalOrder read(byte[] body) {
    String key = null;
    String signature = null;
    try (JsonParser json = Json.factory().createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw refused("json_malformed", "", "takes one object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        boolean text = json.nextToken() == JsonToken.VALUE_STRING;
        if (text && name.equals("key") && key == null) {
          key = json.getText();
        } else if (text && name.equals("signature") && signature == null) {
          signature = json.getText();
        } else {
          throw refused("field_unknown", name, "is not taken here like this");
        }
      }
      if (json.nextToken() != null) {
        throw refused("json_malformed", "", "takes one object and nothing behind it");
      }
    } catch (JsonProcessingException broken) {
      throw refused("json_malformed", "", broken.getOriginalMessage());
    } catch (IOException never) {
      throw refused("json_malformed", "", never.getMessage());
    }
    if (key == null || signature == null) {
      throw refused("field_missing", key == null ? "key" : "signature", "is required");
    }
    try {
      return new ApprovalOrder(PolicyOrder.key(key), Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException notBase64) {
      throw refused("value_invalid", "signature", "takes base64");
    }
  }

  private static TallystickException refused(String code, String field, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, code, field, "", TallystickException.NO_ROW, rule);
  }
}
