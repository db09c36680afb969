package io.tallystick.participant.key;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * A private key in a PKCS#8 PEM file (RFC 5958, RFC 8410), as {@code openssl genpkey -algorithm
 * ed25519} writes it. Only its owner may read it.
 */
public final class KeyFile {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final long FILE_BYTES_MAX = 16 << 10;
  private static final int PEM_LINE_CHARS = 64;

  /** RFC 8410, 7: the bytes of a private key's document before its 32 secret ones. */
  private static final byte[] PREFIX = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  private static final EnumSet<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFile() {}

  /**
   * Writes a new file that only its owner can read and write.
   *
   * @throws TallystickException {@code key_file_exists} (INVALID); nothing is ever overwritten
   */
  public static void write(Path file, SigningKey key) throws IOException {
    byte[] secret = key.secret();
    byte[] document = Arrays.copyOf(PREFIX, PREFIX.length + secret.length);
    System.arraycopy(secret, 0, document, PREFIX.length, secret.length);
    String body = Base64.getMimeEncoder(PEM_LINE_CHARS, new byte[] {'\n'}).encodeToString(document);
    byte[] pem = (BEGIN + "\n" + body + "\n" + END + "\n").getBytes(StandardCharsets.US_ASCII);
    FileAttribute<?>[] attributes =
        isPosix(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(pem);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw refused("key_file_exists", file, "a file of that name is there already", e);
    }
  }

  /**
   * Reads a key.
   *
   * @throws TallystickException {@code key_file_missing}, {@code key_file_exposed} (others than its
   *     owner can read it) or {@code key_file_malformed} (INVALID)
   */
  public static SigningKey read(Path file) throws IOException {
    try {
      if (isPosix(file)) {
        Set<PosixFilePermission> others = EnumSet.complementOf(OWNER_ONLY);
        others.retainAll(Files.getPosixFilePermissions(file));
        others.remove(PosixFilePermission.OWNER_EXECUTE);
        if (!others.isEmpty()) {
          throw refused(
              "key_file_exposed",
              file,
              "only its owner may have access to a private key: chmod 600 " + file,
              null);
        }
      }
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw malformed(file, null);
      }
      return parse(file, Files.readString(file, StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      throw refused("key_file_missing", file, "there is no such file", e);
    }
  }

  private static SigningKey parse(Path file, String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw malformed(file, null);
    }
    try {
      byte[] document =
          Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end).strip());
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(document));
      return SigningKey.of(((EdECPrivateKey) key).getBytes().orElseThrow());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote what stands in the file.
      throw malformed(file, null);
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static TallystickException malformed(Path file, Throwable cause) {
    return refused(
        "key_file_malformed", file, "it holds no Ed25519 private key in PKCS#8 PEM", cause);
  }

  private static TallystickException refused(String code, Path file, String why, Throwable cause) {
    String message = "The key file " + file + " cannot be used: " + why + ".";
    return cause == null
        ? TallystickException.of(ErrorKind.INVALID, code, message)
        : TallystickException.of(ErrorKind.INVALID, code, message, cause);
  }
}
