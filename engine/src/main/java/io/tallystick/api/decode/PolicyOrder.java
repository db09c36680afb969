package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.account.policy.Policy;
import io.tallystick.account.policy.WindowLimit;
import io.tallystick.api.Json;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The body of a policy: an object of the fields of {@link Policy}, all of which may be left out,
 * and the version that it replaces.
 *
 * @param ifVersion the present version; 0 where there is no policy
 */
public record PolicyOrder(Policy policy, long ifVersion) {

  /**
   * Reads it.
   *
   * @param scope of names of counterparties
   * @throws TallystickException INVALID: {@code json_malformed}, {@code field_unknown}, {@code
   *     field_repeated}, {@code policy_invalid}, {@code key_id_malformed}, and those of ids
   */
  public static PolicyOrder read(byte[] body, String scope) {
    try (JsonParser json = Json.factory().createParser(body)) {
      PolicyOrder order = new Reader(json, scope).order();
      if (json.nextToken() != null) {
        throw malformed("takes one object and nothing behind it");
      }
      return order;
    } catch (JsonProcessingException broken) {
      throw malformed(broken.getOriginalMessage());
    } catch (IOException never) {
      throw malformed(never.getMessage());
    }
  }

  private static final class Reader {
    private final JsonParser json;
    private final String scope;
    private boolean frozen;
    private long version;
    private long transferMax = Policy.NO_LIMIT;
    private List<WindowLimit> windows = List.of();
    private List<Id> counterparties = List.of();
    private List<Id> approvers = List.of();
    private long approvals;
    private long approvalsAbove;
    private long approvalSeconds = Policy.APPROVAL_SECONDS_DEFAULT;
    private long changeApprovals;

    Reader(JsonParser json, String scope) {
      this.json = json;
      this.scope = scope;
    }

    PolicyOrder order() throws IOException {
      object(this::field);
      return new PolicyOrder(
          new Policy(
              frozen,
              transferMax,
              windows,
              counterparties,
              approvers,
              small(approvals),
              approvalsAbove,
              approvalSeconds,
              small(changeApprovals)),
          version);
    }

    private static int small(long count) {
      return (int) Math.min(count, Integer.MAX_VALUE);
    }

    private interface Field {
      void read(String name) throws IOException;
    }

    private void object(Field field) throws IOException {
      JsonToken start = json.currentToken() == null ? json.nextToken() : json.currentToken();
      if (start != JsonToken.START_OBJECT) {
        throw malformed("takes an object here");
      }
      Set<String> seen = new HashSet<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (!seen.add(name)) {
          throw refused("field_repeated", name, name, "stands twice");
        }
        field.read(name);
      }
    }

    private void field(String name) throws IOException {
      switch (name) {
        case "version" -> version = number(name);
        case "frozen" -> frozen = bool(name);
        case "transfer_max" -> transferMax = number(name);
        case "windows" -> windows = list(name, this::window);
        case "counterparties" -> counterparties = list(name, () -> Id.parse(text(name), scope));
        case "approvers" -> approvers = list(name, () -> key(text(name)));
        case "approvals" -> approvals = number(name);
        case "approvals_above" -> approvalsAbove = number(name);
        case "approval_seconds" -> approvalSeconds = number(name);
        case "change_approvals" -> changeApprovals = number(name);
        default -> throw refused("field_unknown", name, "", "is no field of a policy");
      }
    }

    private WindowLimit window() throws IOException {
      long[] values = {0, Policy.NO_LIMIT, Policy.NO_LIMIT};
      object(
          name -> {
            switch (name) {
              case "seconds" -> values[0] = number(name);
              case "amount_max" -> values[1] = number(name);
              case "count_max" -> values[2] = number(name);
              default -> throw refused("field_unknown", name, "", "is no field of a window");
            }
          });
      return new WindowLimit(values[0], values[1], values[2]);
    }

    private interface Item<T> {
      T read() throws IOException;
    }

    private <T> List<T> list(String name, Item<T> item) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw refused("value_invalid", name, json.getText(), "takes a list");
      }
      List<T> items = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (items.size() > Policy.COUNTERPARTIES_MAX) {
          throw refused("policy_invalid", name, "", "has too many entries");
        }
        items.add(item.read());
      }
      return items;
    }

    private boolean bool(String name) throws IOException {
      if (!json.currentToken().isBoolean()) {
        throw refused("value_invalid", name, json.getText(), "takes true or false");
      }
      return json.getBooleanValue();
    }

    /** An integer, or a string of digits. */
    private long number(String name) throws IOException {
      boolean fits =
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              || json.currentToken() == JsonToken.VALUE_STRING;
      String digits = json.getText();
      if (!fits || !digits.matches("[0-9]{1,19}")) {
        throw refused("value_invalid", name, digits, "takes digits");
      }
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException large) {
        throw refused("policy_invalid", name, digits, "is at most 2^63-1");
      }
    }

    private String text(String name) throws IOException {
      if (!json.currentToken().isScalarValue()) {
        throw refused("value_invalid", name, json.getText(), "takes ids");
      }
      return json.getText();
    }
  }

  /** A key's id of 32 hex digits; {@code key_id_malformed} (INVALID) if it is none. */
  public static Id key(String text) {
    Id key = KeyIds.parse(text);
    if (key == null) {
      throw refused("key_id_malformed", "key", text, "takes 32 lower-case hex digits");
    }
    return key;
  }

  private static TallystickException malformed(String rule) {
    return refused("json_malformed", "", "", rule);
  }

  private static TallystickException refused(String code, String field, String value, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, code, field, value, TallystickException.NO_ROW, rule);
  }
}
