package io.tallystick.participant.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.KeyIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path folder;

  private void refused(String code, Path file) {
    assertThatThrownBy(() -> KeyFile.read(file))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aKeyIsReadBackAndOnlyItsOwnerCanReadIt() throws IOException {
    SigningKey key = SigningKey.generate();
    Path file = folder.resolve("key.pem");
    KeyFile.write(file, key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    SigningKey again = KeyFile.read(file);
    assertThat(again.publicKey()).isEqualTo(key.publicKey());
    assertThat(again.sign(new byte[] {1})).isEqualTo(key.sign(new byte[] {1}));
    assertThatThrownBy(() -> KeyFile.write(file, SigningKey.generate()))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("key_file_exists"));
    assertThat(KeyFile.read(file).id()).isEqualTo(key.id());
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    Path file = folder.resolve("key.pem");
    KeyFile.write(file, SigningKey.generate());
    for (String open : new String[] {"rw-r-----", "rw-rw----", "rw----r--", "rw-----w-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
      refused("key_file_exposed", file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(KeyFile.read(file)).isNotNull();
  }

  @Test
  void aKeyOfTheJdkIsTaken() throws Exception {
    byte[] pkcs8 =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    Path file = folder.resolve("jdk.pem");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8)
            + "\n-----END PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(KeyFile.read(file).publicKey()).hasSize(32);
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutQuotingIt() throws IOException {
    refused("key_file_missing", folder.resolve("none"));
    String secret = "c2VjcmV0c2VjcmV0";
    for (String text :
        new String[] {
          "",
          secret,
          "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n",
          "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n",
          "-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----"
        }) {
      Path file = folder.resolve("bad.pem");
      Files.deleteIfExists(file);
      Files.writeString(file, text, StandardCharsets.US_ASCII);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(() -> KeyFile.read(file))
          .isInstanceOfSatisfying(
              TallystickException.class,
              e -> {
                assertThat(e.code()).isEqualTo("key_file_malformed");
                assertThat(e).hasMessageNotContaining(secret).hasNoCause();
              });
    }
  }

  @Test
  void aKeysTextIsItsId() {
    SigningKey key = SigningKey.generate();
    assertThat(key).hasToString("key " + KeyIds.text(key.id()));
  }

  @Test
  void publicKeysAreReadAsBase64AndHexAndOnlyIfTheyAreOne() {
    byte[] key = SigningKey.generate().publicKey();
    assertThat(PublicKeyText.parse(PublicKeyText.write(key), "f")).isEqualTo(key);
    assertThat(PublicKeyText.parse(HexFormat.of().formatHex(key), "f")).isEqualTo(key);
    String zero = PublicKeyText.write(new byte[32]);
    for (String wrong : new String[] {"", "AAAA", "!!", "zz".repeat(32), zero}) {
      assertThatThrownBy(() -> PublicKeyText.parse(wrong, "f"))
          .isInstanceOfSatisfying(
              TallystickException.class,
              e -> assertThat(e.code()).isEqualTo("public_key_malformed"));
    }
  }
}
