package io.tallystick.config.tls;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes certificates for development: a CA, one for each node, one for callers. Keys are RSA, since
 * Akka's remoting reads no others from PEM. Each folder holds {@code tls.crt}, {@code tls.key} and
 * {@code ca.crt}, as a Kubernetes Secret does; keys and folders are the owner's alone.
 */
public final class DevCertificates {
  /** Name that all nodes' certificates share, by which nodes know each other. */
  public static final String SHARED_NAME = "tallystick";

  /** How long the certificates hold; the CA as long as they do. */
  public static final Duration VALID = Duration.ofDays(730);

  /** Clocks of machines differ. */
  private static final Duration VALID_BEFORE = Duration.ofHours(1);

  private static final int KEY_BITS = 2_048;
  private static final int SERIAL_BITS = 127;
  private static final int LINE = 64;
  private static final String OF = ",O=Tallystick development";

  private final SecureRandom random;
  private final Clock clock;

  /** With the system's randomness and clock. */
  public DevCertificates() {
    this(new SecureRandom(), Clock.systemUTC());
  }

  DevCertificates(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  private record Authority(X509Certificate certificate, KeyPair keys) {}

  /**
   * Makes them all.
   *
   * @param out folder for them, made if missing
   * @param nodes how many, from node 1
   * @param names further host names and IP addresses by which nodes are reached
   * @return the folders made
   * @throws TallystickException UNPROCESSABLE, {@code tls_exists}: the folder holds a CA;
   *     UNAVAILABLE, {@code tls_not_written}
   */
  public List<Path> make(Path out, int nodes, List<String> names) {
    if (Files.exists(out.resolve("ca.key"))) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "tls_exists",
          out + " holds a CA already: remove the folder first, or name another with --out");
    }
    try {
      folder(out);
      Authority ca = authority();
      write(out.resolve("ca.crt"), pem("CERTIFICATE", ca.certificate().getEncoded()), false);
      write(out.resolve("ca.key"), pem("PRIVATE KEY", ca.keys().getPrivate().getEncoded()), true);
      List<Path> made = new ArrayList<>();
      for (int node = 1; node <= nodes; node++) {
        made.add(leaf(ca, out.resolve("node-" + node), nodeNames(node, names), true));
      }
      made.add(leaf(ca, out.resolve("client"), Set.of("client"), false));
      return made;
    } catch (IOException | GeneralSecurityException | OperatorCreationException problem) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "tls_not_written",
          "The certificates cannot be made in " + out + ": " + problem.getMessage(),
          problem);
    }
  }

  /** Its own name first, then what every node has, then where it is reached. */
  private static Set<String> nodeNames(int node, List<String> names) {
    Set<String> all = new LinkedHashSet<>();
    all.add("node-" + node);
    all.add(SHARED_NAME);
    all.add(SHARED_NAME + "-" + (node - 1));
    all.add(SHARED_NAME + "-" + (node - 1) + "." + SHARED_NAME);
    all.addAll(List.of("localhost", "127.0.0.1", "::1"));
    all.addAll(names);
    return all;
  }

  private Authority authority()
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    KeyPair keys = keys();
    JcaX509v3CertificateBuilder builder =
        builder(new X500Name("CN=CA" + OF), new X500Name("CN=CA" + OF), keys);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    return new Authority(sign(builder, keys), keys);
  }

  private Path leaf(Authority ca, Path out, Set<String> names, boolean server)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair keys = keys();
    String subject = "CN=" + names.iterator().next() + OF;
    JcaX509v3CertificateBuilder builder =
        builder(
            X500Name.getInstance(ca.certificate().getSubjectX500Principal().getEncoded()),
            new X500Name(subject),
            keys);
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.extendedKeyUsage, false, usage(server));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        ids.createAuthorityKeyIdentifier(ca.certificate()));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(keys.getPublic()));
    builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
    X509Certificate certificate = sign(builder, ca.keys());
    folder(out);
    write(out.resolve("tls.crt"), pem("CERTIFICATE", certificate.getEncoded()), false);
    write(out.resolve("tls.key"), pem("PRIVATE KEY", keys.getPrivate().getEncoded()), true);
    write(out.resolve("ca.crt"), pem("CERTIFICATE", ca.certificate().getEncoded()), false);
    return out;
  }

  /** A node is the server of one connection to another and the client of the next. */
  private static ExtendedKeyUsage usage(boolean server) {
    return server
        ? new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth})
        : new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
  }

  private static GeneralNames alternatives(Set<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  }

  private JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
        Date.from(now.minus(VALID_BEFORE)),
        Date.from(now.plus(VALID)),
        subject,
        keys.getPublic());
  }

  private KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS, random);
    return generator.generateKeyPair();
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair issuer)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuer.getPrivate())));
  }

  private static String pem(String what, byte[] bytes) {
    String text =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  private static void folder(Path path) throws IOException {
    if (path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    if (!Files.isDirectory(path)) {
      Files.createDirectory(path, owner(path, "rwx------"));
    }
  }

  private static void write(Path file, String text, boolean secret) throws IOException {
    // The rights come with the file: set afterwards, others could have opened it before.
    Files.deleteIfExists(file);
    Files.createFile(file, owner(file, secret ? "rw-------" : "rw-r--r--"));
    Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
  }

  private static FileAttribute<?>[] owner(Path path, String rights) {
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(rights);
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
