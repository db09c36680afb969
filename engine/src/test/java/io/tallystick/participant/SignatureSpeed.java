package io.tallystick.participant;

import io.tallystick.base.Checks;
import io.tallystick.ledger.member.Roles;
import io.tallystick.participant.key.Ed25519Verifier;
import io.tallystick.participant.key.SigningKey;
import io.tallystick.participant.signature.RequestSigner;
import io.tallystick.participant.signature.RequestVerifier;
import io.tallystick.participant.signature.SignatureSettings;
import io.tallystick.participant.signature.SignedMessage;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what signatures cost, in CPU time of one thread, so that other work on the machine
 * matters little. Not a test: run {@code main}.
 */
final class SignatureSpeed {
  private static final Logger LOG = LoggerFactory.getLogger(SignatureSpeed.class);
  private static final long PART_NANOS = 4_000_000_000L;
  private static final byte[] KEY_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private SignatureSpeed() {}

  public static void main(String[] args) throws Exception {
    SigningKey key = SigningKey.generate();
    byte[] message = new byte[256];
    byte[] signature = key.sign(message);
    byte[] publicKey = key.publicKey();
    Ed25519Verifier verifier = new Ed25519Verifier();
    time("Bouncy Castle verifies", () -> bouncyCastle(publicKey, message, signature));
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(publicKey, 0);
    time(
        "Bouncy Castle verifies, the key's point kept",
        () -> must(Ed25519.verify(signature, 0, point, message, 0, message.length)));
    time(
        "verified with a table of the key's multiples",
        () -> must(verifier.verifies(key.id(), publicKey, message, signature)));
    PublicKey ofJdk = jdk(publicKey);
    time("the JDK verifies", () -> jdk(ofJdk, message, signature));
    time("Bouncy Castle signs", () -> key.sign(message));
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    time("the JDK signs", () -> jdkSigns(pair, message));
    RequestVerifier whole =
        new RequestVerifier(
            SampleMembers.directory(
                SampleMembers.participant(false),
                SampleMembers.key(1, key, Roles.SUBMIT, SampleMembers.ADDED, 0, false)),
            new SignatureSettings(60, 10, 50_000_000, 50_000_000),
            () -> System.currentTimeMillis() * 1_000_000);
    RequestSigner signer = new RequestSigner(key);
    byte[] body = "x".repeat(180).getBytes(StandardCharsets.US_ASCII);
    Map<String, String> headers = signer.sign("POST", "/v1/transfers", body, body.length);
    time("a request is verified whole", () -> whole.verify(new Post(headers), body));
    time("a request is signed", () -> signer.sign("POST", "/v1/transfers", body, body.length));
  }

  private record Post(Map<String, String> headers) implements SignedMessage {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "/v1/transfers";
    }

    @Override
    public String query() {
      return null;
    }

    @Override
    public String authority() {
      return "";
    }

    @Override
    public List<String> field(String name) {
      for (Map.Entry<String, String> header : headers.entrySet()) {
        if (header.getKey().equalsIgnoreCase(name)) {
          return List.of(header.getValue());
        }
      }
      return List.of();
    }
  }

  private static void must(boolean verified) {
    Checks.that(verified, "the signature is right");
  }

  private static void bouncyCastle(byte[] publicKey, byte[] message, byte[] signature) {
    must(Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length));
  }

  private static PublicKey jdk(byte[] publicKey) throws GeneralSecurityException {
    byte[] encoded = new byte[KEY_HEAD.length + publicKey.length];
    System.arraycopy(KEY_HEAD, 0, encoded, 0, KEY_HEAD.length);
    System.arraycopy(publicKey, 0, encoded, KEY_HEAD.length, publicKey.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static void jdk(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      must(verifier.verify(signature));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void jdkSigns(KeyPair pair, byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(message);
      signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void time(String what, Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - start < PART_NANOS) {
      work.run();
    }
    long done = 0;
    start = threads.getCurrentThreadCpuTime();
    long end = start;
    while (end - start < PART_NANOS) {
      work.run();
      done++;
      end = threads.getCurrentThreadCpuTime();
    }
    LOG.warn("{}: {} a second of a core", what, done * 1_000_000_000L / (end - start));
  }
}
