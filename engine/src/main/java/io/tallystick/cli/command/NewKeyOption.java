package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.format.Times;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.key.PublicKeyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A public key that is to be added, with its roles and times. */
final class NewKeyOption {
  @Option(
      names = "--public-key",
      required = true,
      paramLabel = "KEY",
      description = "Base64 or hex as key new prints it, or the file that key new wrote.")
  String publicKey;

  @Option(
      names = "--roles",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      description = "Roles of the participant's; or officer alone, whose key signs recoveries.")
  List<String> roles = new ArrayList<>();

  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      description = "Valid from then on (default: from now on).")
  String notBefore;

  @Option(
      names = "--not-after",
      paramLabel = "TIME",
      description = "Not valid from then on (default: valid without end).")
  String notAfter;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** Bytes of the public key; of a file's private key the public part. */
  byte[] bytes() throws IOException {
    return publicKeyOf(publicKey, "--public-key");
  }

  static byte[] publicKeyOf(String text, String option) throws IOException {
    Path file = pathOrNull(text);
    return file == null ? PublicKeyText.parse(text, option) : KeyFile.read(file).publicKey();
  }

  /** A file of that name, if there is one; base64 may hold what no path does. */
  private static Path pathOrNull(String text) {
    try {
      Path path = Path.of(text);
      return Files.isRegularFile(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The bits of the roles. */
  int roleBits() {
    int bits = 0;
    for (String role : roles) {
      int bit = Roles.of(role);
      if (bit == 0) {
        throw usage("--roles " + role + ": one of " + String.join(", ", Roles.allNames()));
      }
      bits |= bit;
    }
    return bits;
  }

  long notBeforeNanos() {
    return nanos("--not-before", notBefore);
  }

  long notAfterNanos() {
    return nanos("--not-after", notAfter);
  }

  void put(ObjectNode row) throws IOException {
    row.put("public_key", PublicKeyText.write(bytes()));
    roleBits();
    roles.forEach(row.putArray("roles")::add);
    if (notBefore != null) {
      row.put("not_before", Long.toString(notBeforeNanos()));
    }
    if (notAfter != null) {
      row.put("not_after", Long.toString(notAfterNanos()));
    }
  }

  private long nanos(String option, String text) {
    try {
      return text == null ? 0 : Times.parseNanos(text);
    } catch (TallystickException e) {
      throw usage(option + " " + text + ": " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
