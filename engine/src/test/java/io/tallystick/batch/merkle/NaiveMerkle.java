package io.tallystick.batch.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 word for word: whole lists, recursion, no state. */
final class NaiveMerkle {
  private NaiveMerkle() {}

  static Hash root(List<byte[]> data) {
    int n = data.size();
    if (n == 0) {
      return sha();
    }
    if (n == 1) {
      return sha(new byte[] {0}, data.get(0));
    }
    int k = split(n);
    return sha(
        new byte[] {1}, root(data.subList(0, k)).toBytes(), root(data.subList(k, n)).toBytes());
  }

  static List<Hash> path(int m, List<byte[]> data) {
    int n = data.size();
    if (n == 1) {
      return new ArrayList<>();
    }
    int k = split(n);
    List<Hash> path;
    if (m < k) {
      path = path(m, data.subList(0, k));
      path.add(root(data.subList(k, n)));
    } else {
      path = path(m - k, data.subList(k, n));
      path.add(root(data.subList(0, k)));
    }
    return path;
  }

  static List<Hash> proof(int m, List<byte[]> data) {
    return m == 0 ? List.of() : subproof(m, data, true);
  }

  private static List<Hash> subproof(int m, List<byte[]> data, boolean known) {
    int n = data.size();
    List<Hash> proof = new ArrayList<>();
    if (m == n) {
      if (!known) {
        proof.add(root(data));
      }
      return proof;
    }
    int k = split(n);
    if (m <= k) {
      proof.addAll(subproof(m, data.subList(0, k), known));
      proof.add(root(data.subList(k, n)));
    } else {
      proof.addAll(subproof(m - k, data.subList(k, n), false));
      proof.add(root(data.subList(0, k)));
    }
    return proof;
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static Hash sha(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return Hash.of(digest.digest(), 0);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
