package io.tallystick.batch.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleProofPropertyTest {
  private static final RecordList RECORDS = new RecordList(2_000, 7);
  private static final MemorySubtreeStore STORE = new MemorySubtreeStore();
  private static final MerkleProver PROVER = new MerkleProver(STORE, RECORDS);

  static {
    RECORDS.log(STORE);
  }

  @Example
  void every_record_is_proved_at_every_small_size_and_around_powers_of_two() {
    List<Integer> sizes = new ArrayList<>();
    for (int size = 1; size <= 40; size++) {
      sizes.add(size);
    }
    sizes.addAll(List.of(255, 256, 257, 511, 512, 513, 769, 1024, 1025));
    for (int size : sizes) {
      Hash root = PROVER.root(size);
      for (int index = 0; index < size; index++) {
        assertThat(PROVER.inclusion(index, size).proves(RECORDS.leafHash(index), root)).isTrue();
      }
    }
  }

  @Property(tries = 60)
  void an_inclusion_proof_is_the_recursive_definition(
      @ForAll @IntRange(min = 1, max = 2000) int size, @ForAll @IntRange(max = 1999) int any) {
    int index = any % size;
    assertThat(PROVER.inclusion(index, size).path())
        .isEqualTo(NaiveMerkle.path(index, RECORDS.first(size)));
  }

  @Property(tries = 60)
  void a_consistency_proof_is_the_recursive_definition(
      @ForAll @IntRange(max = 2000) int a, @ForAll @IntRange(max = 2000) int b) {
    int oldSize = Math.min(a, b);
    int newSize = Math.max(a, b);
    ConsistencyProof proof = PROVER.consistency(oldSize, newSize);
    assertThat(proof.path()).isEqualTo(NaiveMerkle.proof(oldSize, RECORDS.first(newSize)));
    assertThat(proof.proves(PROVER.root(oldSize), PROVER.root(newSize))).isTrue();
  }

  @Property(tries = 300)
  void any_change_of_an_inclusion_proof_fails(
      @ForAll @IntRange(min = 2, max = 2000) int size,
      @ForAll @IntRange(max = 1999) int any,
      @ForAll @IntRange(max = 1000) int where,
      @ForAll @IntRange(max = 255) int bit) {
    int index = any % size;
    InclusionProof proof = PROVER.inclusion(index, size);
    Hash leaf = RECORDS.leafHash(index);
    Hash root = PROVER.root(size);
    List<Hash> path = proof.path();

    assertThat(proof.proves(flip(leaf, bit), root)).isFalse();
    assertThat(proof.proves(leaf, flip(root, bit))).isFalse();
    assertThat(new InclusionProof(index, size, changed(path, where, bit)).proves(leaf, root))
        .isFalse();
    assertThat(new InclusionProof(index, size, longer(path)).proves(leaf, root)).isFalse();
    assertThat(new InclusionProof(index, size, path.subList(1, path.size())).proves(leaf, root))
        .isFalse();
    int other = (index + 1 + where % (size - 1)) % size;
    assertThat(new InclusionProof(other, size, path).proves(leaf, root)).isFalse();
    assertThat(new InclusionProof(size, size, path).proves(leaf, root)).isFalse();
    assertThat(new InclusionProof(-1, size, path).proves(leaf, root)).isFalse();
  }

  @Property(tries = 300)
  void any_change_of_a_consistency_proof_fails(
      @ForAll @IntRange(min = 1, max = 2000) int a,
      @ForAll @IntRange(min = 1, max = 2000) int b,
      @ForAll @IntRange(max = 1000) int where,
      @ForAll @IntRange(max = 255) int bit) {
    int oldSize = Math.min(a, b);
    int newSize = Math.max(a, b);
    Hash oldRoot = PROVER.root(oldSize);
    Hash newRoot = PROVER.root(newSize);
    ConsistencyProof proof = PROVER.consistency(oldSize, newSize);
    List<Hash> path = proof.path();

    assertThat(proof.proves(flip(oldRoot, bit), newRoot)).isFalse();
    assertThat(proof.proves(oldRoot, flip(newRoot, bit))).isFalse();
    assertThat(new ConsistencyProof(oldSize, newSize, longer(path)).proves(oldRoot, newRoot))
        .isFalse();
    assertThat(new ConsistencyProof(newSize + 1L, newSize, path).proves(oldRoot, newRoot))
        .isFalse();
    if (!path.isEmpty()) {
      assertThat(
              new ConsistencyProof(oldSize, newSize, changed(path, where, bit))
                  .proves(oldRoot, newRoot))
          .isFalse();
      assertThat(
              new ConsistencyProof(oldSize, newSize, path.subList(1, path.size()))
                  .proves(oldRoot, newRoot))
          .isFalse();
    }
  }

  private static List<Hash> changed(List<Hash> path, int where, int bit) {
    List<Hash> changed = new ArrayList<>(path);
    int at = where % path.size();
    changed.set(at, flip(path.get(at), bit));
    return changed;
  }

  private static List<Hash> longer(List<Hash> path) {
    List<Hash> longer = new ArrayList<>(path);
    longer.add(Hash.ZERO);
    return longer;
  }

  private static Hash flip(Hash hash, int bit) {
    byte[] bytes = hash.toBytes();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return Hash.of(bytes, 0);
  }
}
