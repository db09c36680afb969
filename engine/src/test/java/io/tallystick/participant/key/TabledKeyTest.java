package io.tallystick.participant.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifying with a table of a key's multiples gives the answers that RFC 8032 wants. */
class TabledKeyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** A point of order 8 (the points of small order are known). */
  private static final byte[] ORDER_8 =
      HEX.parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

  /** RFC 8032, 7.1. */
  @ParameterizedTest
  @CsvSource({
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', "
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, "
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, "
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void theExamplesOfTheStandardAreVerified(String publicKey, String message, String signature) {
    TabledKey key = new TabledKey(HEX.parseHex(publicKey));
    byte[] signed = HEX.parseHex(message);
    assertThat(key.verifies(signed, HEX.parseHex(signature))).isTrue();
    assertThat(key.verifies(Arrays.copyOf(signed, signed.length + 1), HEX.parseHex(signature)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatAKeySignedIsVerifiedWhateverKeyAndMessage(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      SigningKey signing = SigningKey.of(bytes(random, 32));
      TabledKey key = new TabledKey(signing.publicKey());
      for (int j = 0; j < 8; j++) {
        byte[] message = bytes(random, random.nextInt(400));
        byte[] signature = signing.sign(message);
        assertThat(key.verifies(message, signature)).isTrue();
        byte[] other = bytes(random, message.length + 1);
        assertThat(key.verifies(other, signature)).isFalse();
      }
    }
  }

  @Test
  void oneBitOfASignatureMoreOrLessAndItIsNone() {
    Random random = new Random(4);
    SigningKey signing = SigningKey.of(bytes(random, 32));
    TabledKey key = new TabledKey(signing.publicKey());
    byte[] message = bytes(random, 300);
    byte[] signature = signing.sign(message);
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(key.verifies(message, changed)).as("bit %s", bit).isFalse();
      assertThat(bouncyCastle(signing.publicKey(), message, changed)).isFalse();
    }
  }

  @Test
  void aSignatureHasOneScalarOnly() {
    Random random = new Random(5);
    SigningKey signing = SigningKey.of(bytes(random, 32));
    TabledKey key = new TabledKey(signing.publicKey());
    byte[] message = bytes(random, 100);
    byte[] signature = signing.sign(message);
    BigInteger scalar = number(Arrays.copyOfRange(signature, 32, 64));
    for (BigInteger s = scalar.add(ORDER); s.bitLength() <= 256; s = s.add(ORDER)) {
      System.arraycopy(littleEndian(s), 0, signature, 32, 32);
      assertThat(key.verifies(message, signature)).isFalse();
    }
    System.arraycopy(littleEndian(ORDER), 0, signature, 32, 32);
    assertThat(key.verifies(message, signature)).isFalse();
  }

  /** Only a key's holder can make such signatures: they say nothing of a stranger. */
  @Test
  void aCommitmentWithAPartOfSmallOrderIsJudgedAsBouncyCastleDoes() throws Exception {
    Random random = new Random(6);
    byte[] secret = bytes(random, 32);
    SigningKey signing = SigningKey.of(secret);
    byte[] publicKey = signing.publicKey();
    byte[] half = Arrays.copyOf(sha512(secret), 32);
    half[0] &= (byte) 0xF8;
    half[31] = (byte) ((half[31] & 0x7F) | 0x40);
    TabledKey key = new TabledKey(publicKey);
    Ed25519Verifier verifier = new Ed25519Verifier();
    PointMultiples base = new PointMultiples(EdwardsSum.decode(basePoint()), 4);
    PointMultiples small = new PointMultiples(EdwardsSum.decode(ORDER_8), 4);
    int accepted = 0;
    for (int i = 0; i < 400; i++) {
      byte[] r = littleEndian(number(bytes(random, 64)).mod(ORDER));
      int part = i % 8;
      EdwardsSum commitment = new EdwardsSum();
      base.addTo(commitment, r, 0);
      small.addTo(commitment, littleEndian(BigInteger.valueOf(part)), 0);
      byte[] message = bytes(random, 40);
      byte[] signature = signed(commitment.encode(), r, half, publicKey, message);
      boolean expected = bouncyCastle(publicKey, message, signature);
      assertThat(key.verifies(message, signature)).isEqualTo(part == 0);
      assertThat(verifier.verifies(signing.id(), publicKey, message, signature))
          .isEqualTo(expected);
      accepted += part != 0 && expected ? 1 : 0;
    }
    assertThat(accepted).as("Bouncy Castle accepts some of them").isPositive();
  }

  private static byte[] signed(
      byte[] commitment, byte[] r, byte[] secret, byte[] publicKey, byte[] message)
      throws Exception {
    byte[] all = new byte[64 + message.length];
    System.arraycopy(commitment, 0, all, 0, 32);
    System.arraycopy(publicKey, 0, all, 32, 32);
    System.arraycopy(message, 0, all, 64, message.length);
    BigInteger k = number(sha512(all)).mod(ORDER);
    byte[] signature = Arrays.copyOf(commitment, 64);
    BigInteger s = number(r).add(k.multiply(number(secret))).mod(ORDER);
    System.arraycopy(littleEndian(s), 0, signature, 32, 32);
    return signature;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void aMultipleIsWhatDoublingAndAddingGives(int windowBits) {
    EdwardsSum point = EdwardsSum.decode(SigningKey.of(new byte[32]).publicKey());
    PointMultiples multiples = new PointMultiples(point, windowBits);
    int[] prepared = new int[EdwardsSum.PREPARED_INTS];
    point.copy().prepare(prepared, 0);
    Random random = new Random(windowBits);
    BigInteger[] scalars = {
      BigInteger.ZERO,
      BigInteger.ONE,
      BigInteger.TWO,
      BigInteger.valueOf(7),
      BigInteger.valueOf(8),
      BigInteger.valueOf(9),
      BigInteger.valueOf(128),
      ORDER.subtract(BigInteger.ONE),
      ORDER,
      BigInteger.TWO.pow(252),
      BigInteger.TWO.pow(253).subtract(BigInteger.ONE),
      new BigInteger("8".repeat(62), 16),
      new BigInteger("7".repeat(62), 16),
      new BigInteger(252, random),
      new BigInteger(252, random)
    };
    for (BigInteger scalar : scalars) {
      EdwardsSum sum = new EdwardsSum();
      multiples.addTo(sum, littleEndian(scalar), 0);
      EdwardsSum plain = new EdwardsSum();
      for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
        plain.twice();
        if (scalar.testBit(bit)) {
          plain.add(prepared, 0, false);
        }
      }
      assertThat(sum.encode()).as("%s", scalar).isEqualTo(plain.encode());
    }
  }

  @Test
  void bytesThatAreNoPointAreNone() {
    byte[] two = new byte[32];
    two[0] = 2;
    assertThat(EdwardsSum.decode(two)).isNull();
    byte[] neutralWithASign = new byte[32];
    neutralWithASign[0] = 1;
    assertThat(EdwardsSum.decode(neutralWithASign).encode()).isEqualTo(neutralWithASign);
    neutralWithASign[31] = (byte) 0x80;
    assertThat(EdwardsSum.decode(neutralWithASign)).isNull();
  }

  private static boolean bouncyCastle(byte[] publicKey, byte[] message, byte[] signature) {
    return Ed25519.verify(
        signature,
        0,
        Ed25519.validatePublicKeyFullExport(publicKey, 0),
        message,
        0,
        message.length);
  }

  private static byte[] basePoint() {
    byte[] encoded = new byte[32];
    Arrays.fill(encoded, (byte) 0x66);
    encoded[0] = 0x58;
    return encoded;
  }

  private static byte[] sha512(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-512").digest(bytes);
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] reversed = new byte[littleEndian.length];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = littleEndian[reversed.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  private static byte[] littleEndian(BigInteger value) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}
