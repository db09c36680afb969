package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Pages;
import io.tallystick.cli.view.PolicyView;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.member.KeyIds;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.key.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code account approve}. */
@Command(
    name = "approve",
    description = {
      "Approve a transfer, or a change of the policy, that waits; see account approvals.",
      "What is signed is shown, and is nothing but an approval of that id."
    },
    footer = {"", "Example:", "  ./tallystick account approve treasury:main 7001 --with alice.pem"})
final class AccountApproveCommand extends ClientCommand {
  private static final byte[] PREFIX = "tallystick approval\n".getBytes(StandardCharsets.US_ASCII);
  private static final int WHAT = PREFIX.length + 17;
  private static final int SUBJECT = PREFIX.length + 41;

  @Parameters(index = "0", paramLabel = "NAME", description = "The account.")
  String name;

  @Parameters(index = "1", paramLabel = "ID", description = "The id of what waits.")
  String what;

  @Option(
      names = "--with",
      required = true,
      paramLabel = "FILE",
      description = "The approver's private key.")
  Path keyFile;

  AccountApproveCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) throws IOException {
    SigningKey key = KeyFile.read(keyFile);
    String account = "/v1/accounts/" + ApiClient.encode(id("account", name));
    Id id = Id.parse(what, server.participant().orElse(Id.OPERATOR));
    byte[] statement = statement(api, account, id);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("key", KeyIds.text(key.id()));
    body.put("signature", Base64.getEncoder().encodeToString(key.sign(statement)));
    JsonNode answer = api.post(account + "/approvals/" + id.toHex(), body);
    if (output.json) {
      output.print(console(), answer);
    } else {
      PolicyView.waiting(answer).print(console().out());
    }
    return ExitCode.DONE;
  }

  /** The statement of what waits under an id, which holds that id whatever the server says. */
  private static byte[] statement(ApiClient api, String account, Id id) {
    List<byte[]> found = new ArrayList<>(1);
    Pages.forEach(
        api,
        account + "/approvals",
        "waiting",
        waiting -> {
          byte[] statement = Base64.getDecoder().decode(waiting.path("statement").asText());
          if (isOf(statement, id)) {
            found.add(statement);
          }
        });
    if (found.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.NOT_FOUND, "approval_not_found", "Nothing of that id waits on the account.");
    }
    return found.get(0);
  }

  private static boolean isOf(byte[] statement, Id id) {
    return statement.length > SUBJECT
        && Arrays.equals(PREFIX, Arrays.copyOf(statement, PREFIX.length))
        && LittleEndian.getLong(statement, WHAT) == id.low()
        && LittleEndian.getLong(statement, WHAT + Long.BYTES) == id.high();
  }
}
