package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.format.Table;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.participant.key.PublicKeyText;
import io.tallystick.participant.key.SigningKey;
import java.nio.file.Path;

/** What is told of a key: never the private part. */
final class KeyText {
  private KeyText() {}

  static void print(Console console, OutputOption output, Path file, SigningKey key) {
    if (output.json) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("file", file.toString())
          .put("id", KeyIds.text(key.id()))
          .put("type", key.type().wireName())
          .put("public_key", PublicKeyText.write(key.publicKey()));
      output.print(console, json);
      return;
    }
    Table.facts()
        .fact("key id", KeyIds.text(key.id()))
        .fact("public key", PublicKeyText.write(key.publicKey()))
        .fact("private key", "in " + file + "; keep it to yourself")
        .print(console.out());
  }
}
