package io.tallystick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.api.Json;
import io.tallystick.node.CassandraChoice;
import io.tallystick.participant.key.KeyFile;
import io.tallystick.participant.key.PublicKeyText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The command line against a real node that takes signed requests only. */
class SignedCommandsTest {
  private static final String CAUGHT = "what is logged is caught here";

  @TempDir Path folder;
  private final List<String> printed = new ArrayList<>();
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    newKey("operator");
    node =
        TestNode.start(
            folder.resolve("data"),
            CassandraChoice.none(),
            Map.of(
                "security.mode",
                "signed",
                "security.operator-key",
                PublicKeyText.write(KeyFile.read(pem("operator")).publicKey())));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Path pem(String name) {
    return folder.resolve(name + ".pem");
  }

  private JsonNode newKey(String name) throws IOException {
    TestNode.Ran ran = TestNode.command("key", "new", pem(name).toString(), "--json");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    printed.add(ran.out() + ran.err());
    return Json.mapper().readTree(ran.out());
  }

  private TestNode.Ran by(String key, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--key";
    all[arguments.length + 1] = pem(key).toString();
    TestNode.Ran ran = node.client(all);
    printed.add(ran.out() + ran.err());
    return ran;
  }

  private String done(String key, String... arguments) {
    TestNode.Ran ran = by(key, arguments);
    assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
    return ran.out();
  }

  private void bankA() throws IOException {
    done("operator", "ledger", "create", "EUR");
    assertThat(
            done(
                "operator",
                "participant",
                "create",
                "bank-a",
                "--name",
                "Bank A",
                "--roles",
                "submit,read,admin",
                "--recovery-quorum",
                "2"))
        .isEqualTo("created: participant bank-a\n");
    newKey("a");
    done(
        "operator",
        "participant",
        "key",
        "add",
        "bank-a",
        "--public-key",
        pem("a").toString(),
        "--roles",
        "submit,read,admin");
  }

  @Test
  void aParticipantIsSetUpAndPaysByCommands() throws IOException {
    bankA();
    for (String name : new String[] {"customer:1", "nostro"}) {
      done("a", "account", "create", name, "--ledger", "EUR", "--code", "1");
    }
    assertThat(
            done(
                "a",
                "transfer",
                "submit",
                "--id",
                "t-1",
                "--debit",
                "customer:1",
                "--credit",
                "nostro",
                "--amount",
                "12.50",
                "--ledger",
                "EUR",
                "--code",
                "1"))
        .startsWith("created: transfer t-1");
    assertThat(done("a", "account", "customer:1")).contains("12.50");
    assertThat(done("a", "status")).contains("settled");
    assertThat(done("a", "ledger", "list")).contains("EUR");
    assertThat(done("a", "participant", "show", "--participant", "bank-a"))
        .contains("Bank A")
        .contains("by 2 officers")
        .contains("valid");
    assertThat(done("a", "participant", "list")).contains("bank-a").doesNotContain("operator");
    assertThat(done("operator", "participant", "list")).contains("bank-a").contains("operator");
    TestNode.Ran unsigned = node.client("account", "customer:1");
    assertThat(unsigned.exitCode()).isEqualTo(1);
    assertThat(unsigned.err()).contains("--key FILE");
    TestNode.Ran foreign = by("operator", "account", "customer:1");
    assertThat(foreign.err()).contains("There is no account customer:1");
    assertThat(done("operator", "account", "@bank-a/customer:1")).contains("@bank-a/customer:1");
  }

  @Test
  void filesAreImportedIntoTheSendersScopeAndExportedFromIt() throws IOException {
    bankA();
    Path accounts = folder.resolve("accounts.csv");
    Files.writeString(accounts, "account,currency,code\nc:1,EUR,100\nc:2,EUR,100\n");
    Path transfers = folder.resolve("transfers.csv");
    Files.writeString(
        transfers,
        "id,debit_account,credit_account,amount,currency,code,flags,pending_id,value_date\n"
            + "x-1,c:1,c:2,1.25,EUR,1,,,2027-01-15\n"
            + "17,c:1,c:2,2,EUR,1,pending,,\n"
            + "x-3,c:1,c:2,1.50,EUR,1,post_pending_transfer,17,\n");
    String[] command = {
      "import",
      "--accounts",
      accounts.toString(),
      "--transfers",
      transfers.toString(),
      "--rejects",
      folder.resolve("rejects.csv").toString(),
      "--json"
    };
    JsonNode first = Json.mapper().readTree(done("a", command));
    assertThat(first.path("transfers").path("created").asInt()).as("%s", first).isEqualTo(3);
    JsonNode again = Json.mapper().readTree(done("a", command));
    assertThat(again.path("transfers").path("created").asInt()).as("%s", again).isZero();
    assertThat(again.path("rejects_file").isNull()).isTrue();
    assertThat(done("a", "account", "c:1")).contains("2.75");
    assertThat(done("a", "transfer", "x-3")).contains("1.50");
    Path exported = folder.resolve("exported.csv");
    done("a", "export", "--accounts", exported.toString());
    assertThat(Files.readString(exported)).contains("c:1,EUR,100");
  }

  @Test
  void keysAreRotatedAndRevokedByCommands() throws IOException {
    bankA();
    newKey("a2");
    String old = newId("a");
    assertThat(
            done(
                "a",
                "participant",
                "key",
                "rotate",
                "bank-a",
                "--replaces",
                old,
                "--public-key",
                pem("a2").toString(),
                "--roles",
                "submit,read,admin"))
        .startsWith("rotated: key ");
    TestNode.Ran refused = by("a", "participant", "show", "bank-a");
    assertThat(refused.err()).contains("not valid any more");
    assertThat(done("a2", "participant", "key", "list", "bank-a"))
        .contains("replaced")
        .contains(old);
    assertThat(done("operator", "participant", "key", "revoke", "bank-a", newId("a2")))
        .startsWith("revoked: key ");
    assertThat(by("a2", "participant", "show", "bank-a").err()).contains("revoked");
    assertThat(by("operator", "participant", "key", "revoke", "operator", newId("operator")).err())
        .contains("last_operator_key");
  }

  private String newId(String name) throws IOException {
    TestNode.Ran ran = TestNode.command("key", "show", pem(name).toString(), "--json");
    return Json.mapper().readTree(ran.out()).path("id").asText();
  }

  @Test
  void officersRecoverAParticipantByCommands() throws IOException {
    bankA();
    newKey("fresh");
    String[] files = new String[2];
    for (int i = 0; i < 2; i++) {
      newKey("officer-" + i);
      done(
          "operator",
          "participant",
          "key",
          "add",
          "bank-a",
          "--public-key",
          pem("officer-" + i).toString(),
          "--roles",
          "officer");
      TestNode.Ran signed =
          TestNode.command(
              "participant",
              "recovery",
              "sign",
              "bank-a",
              "--public-key",
              pem("fresh").toString(),
              "--roles",
              "admin,read",
              "--revoke-others",
              "--officer-key",
              pem("officer-" + i).toString());
      assertThat(signed.exitCode()).as(signed.err()).isZero();
      files[i] = folder.resolve(i + ".json").toString();
      Files.writeString(Path.of(files[i]), signed.out());
    }
    String[] submit = {
      "participant",
      "recovery",
      "submit",
      "bank-a",
      "--public-key",
      pem("fresh").toString(),
      "--roles",
      "admin,read",
      "--revoke-others",
      "--signatures"
    };
    String[] withOne = Arrays.copyOf(submit, submit.length + 1);
    withOne[submit.length] = files[0];
    assertThat(by("officer-0", withOne).err()).contains("quorum_not_reached");
    withOne[submit.length] = files[0] + "," + files[1];
    assertThat(done("officer-0", withOne)).startsWith("recovered: key ");
    assertThat(by("a", "participant", "show", "bank-a").exitCode()).isEqualTo(1);
    assertThat(done("fresh", "participant", "show", "bank-a")).contains("revoked");
  }

  @Test
  void aParticipantIsChangedByCommands() throws IOException {
    bankA();
    done("operator", "participant", "change", "bank-a", "--suspended", "true");
    assertThat(by("a", "participant", "show", "bank-a").err()).contains("suspended");
    done("operator", "participant", "change", "bank-a", "--suspended", "false", "--roles", "read");
    assertThat(done("a", "participant", "show", "bank-a")).contains("version").contains("read");
    assertThat(by("a", "participant", "change", "bank-a", "--roles", "submit").err())
        .contains("role");
  }

  @Test
  void secretsAreNeverPrintedLoggedOrStored() throws IOException {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("io.tallystick");
    Level before = root.getLevel();
    Level oursBefore = ours.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    ours.setLevel(Level.TRACE);
    try {
      bankA();
      done("a", "account", "create", "c", "--ledger", "EUR", "--code", "1");
      by("a", "account", "create", "c", "--ledger", "NONE", "--code", "1");
      by("a", "participant", "show", "operator");
      Files.writeString(folder.resolve("broken.pem"), Files.readString(pem("a")).substring(0, 40));
      by("broken", "status");
      LoggerFactory.getLogger("io.tallystick.e2e").trace(CAUGHT);
    } finally {
      root.setLevel(before);
      ours.setLevel(oursBefore);
      root.detachAppender(log);
    }
    List<String> logged = new ArrayList<>(printed);
    for (ILoggingEvent event : List.copyOf(log.list)) {
      logged.add(
          event.getFormattedMessage()
              + (event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
    node.close();
    for (String name : new String[] {"operator", "a"}) {
      String secret = Files.readAllLines(pem(name)).get(1);
      byte[] der = Base64.getDecoder().decode(secret);
      byte[] raw = Arrays.copyOfRange(der, der.length - 32, der.length);
      assertThat(logged)
          .noneMatch(
              line ->
                  line.contains(secret)
                      || line.contains(secret.substring(24))
                      || line.contains(Base64.getEncoder().encodeToString(raw))
                      || line.contains(java.util.HexFormat.of().formatHex(raw)));
      try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
        assertThat(files.filter(Files::isRegularFile)).noneMatch(file -> holds(file, raw));
      }
    }
    assertThat(logged).as("the finest line is caught").contains(CAUGHT);
  }

  private static boolean holds(Path file, byte[] secret) {
    try {
      String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return all.contains(new String(secret, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
