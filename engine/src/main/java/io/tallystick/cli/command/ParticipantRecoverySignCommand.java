package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.Json;
import io.tallystick.ledger.member.KeyAction;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.ledger.member.KeyRequest;
import io.tallystick.ledger.member.KeyType;
import io.tallystick.ledger.member.OfficerSignatures;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.key.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code participant recovery sign}. */
@Command(
    name = "sign",
    description = {
      "Sign a recovery as an officer; the signature is printed. No server is asked.",
      "What is signed says exactly which key with which roles and times is added to whom."
    },
    footer = {
      "",
      "Example:",
      "  ./tallystick participant recovery sign bank-a --public-key KEY --roles admin \\",
      "      --revoke-others --officer-key officer-1.pem > one.json"
    })
final class ParticipantRecoverySignCommand implements Callable<Integer> {
  @Mixin final HelpOption help = new HelpOption();
  @Mixin final NewKeyOption added = new NewKeyOption();

  @Parameters(index = "0", paramLabel = "CODE", description = "The participant.")
  String code;

  @Option(
      names = "--revoke-others",
      description = "End all other keys of the participant but its officers' at once.")
  boolean revokeOthers;

  @Option(
      names = "--officer-key",
      required = true,
      paramLabel = "FILE",
      description = "The officer's private key.")
  Path officerKey;

  private final Console console;

  ParticipantRecoverySignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    byte[] publicKey = added.bytes();
    byte[] row = new byte[KeyRequest.BYTES];
    KeyRequest.begin(
        row, 0, KeyAction.RECOVER, KeyIds.of(KeyType.ED25519.number(), publicKey), code);
    KeyRequest.brings(
        row, 0, KeyType.ED25519, added.roleBits(), added.notBeforeNanos(), added.notAfterNanos());
    KeyRequest.flags(row, 0, revokeOthers ? KeyRequest.REVOKE_OTHERS : 0);
    SigningKey officer = KeyFile.read(officerKey);
    byte[] signature = officer.sign(OfficerSignatures.statement(row, 0, publicKey));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key_id", KeyIds.text(officer.id()))
        .put("signature", Base64.getEncoder().encodeToString(signature));
    console.out().println(Json.pretty(json));
    return ExitCode.DONE;
  }
}
