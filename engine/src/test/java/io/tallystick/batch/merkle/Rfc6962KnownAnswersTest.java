package io.tallystick.batch.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The eight leaves, roots and proofs by which Certificate Transparency's own code is tested. */
class Rfc6962KnownAnswersTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private final MerkleHasher hasher = new MerkleHasher();
  private final MerkleProver prover =
      new MerkleProver(
          new MemorySubtreeStore(),
          (long from, int count, MerkleLog part) -> {
            for (int i = 0; i < count; i++) {
              part.appendLeafHash(leaf((int) from + i));
            }
          });

  private Hash leaf(int index) {
    byte[] data = HexFormat.of().parseHex(LEAVES.get(index));
    return hasher.leaf(data, 0, data.length);
  }

  @Test
  void the_root_of_every_size_is_the_known_one() {
    MerkleLog log = new MerkleLog(new MemorySubtreeStore());
    assertThat(log.root()).hasToString(ROOTS.get(0));
    for (int i = 0; i < LEAVES.size(); i++) {
      log.appendLeafHash(leaf(i));
      assertThat(log.root()).hasToString(ROOTS.get(i + 1));
      assertThat(prover.root(i + 1)).hasToString(ROOTS.get(i + 1));
    }
  }

  @ParameterizedTest(name = "record {0} of {1}")
  @CsvSource(
      textBlock =
          """
          0, 1, ''
          0, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
          5, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
          2, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
          1, 5, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
          """)
  void inclusion_proofs_are_the_known_ones(int index, int size, String path) {
    InclusionProof proof = prover.inclusion(index, size);
    assertThat(proof.path()).isEqualTo(hashes(path));
    assertThat(proof.proves(leaf(index), Hash.parse(ROOTS.get(size)))).isTrue();
  }

  @ParameterizedTest(name = "{0} is a prefix of {1}")
  @CsvSource(
      textBlock =
          """
          1, 1, ''
          1, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
          6, 8, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
          2, 5, 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
          """)
  void consistency_proofs_are_the_known_ones(int oldSize, int newSize, String path) {
    ConsistencyProof proof = prover.consistency(oldSize, newSize);
    assertThat(proof.path()).isEqualTo(hashes(path));
    assertThat(proof.proves(Hash.parse(ROOTS.get(oldSize)), Hash.parse(ROOTS.get(newSize))))
        .isTrue();
  }

  private static List<Hash> hashes(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split(" ")).stream().map(Hash::parse).toList();
  }
}
