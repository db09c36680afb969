package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.ledger.member.Roles;
import java.io.IOException;

/** The field {@code roles}: an array of names. */
final class RolesField {
  private RolesField() {}

  static int read(RowInput in) throws IOException {
    if (in.token() != JsonToken.START_ARRAY) {
      throw in.wrongType("an array of roles");
    }
    int roles = 0;
    while (in.next() != JsonToken.END_ARRAY) {
      String name = in.string("the name of a role");
      int role = Roles.of(name);
      if (role == 0) {
        throw in.refused("role_unknown", name, "one of " + String.join(", ", Roles.allNames()));
      }
      roles |= role;
    }
    return roles;
  }
}
