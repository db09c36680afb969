package io.tallystick.batch.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MerkleLogPropertyTest {
  @Property(tries = 60)
  void the_root_is_the_recursive_definition_however_the_records_arrive(
      @ForAll @Size(max = 6) List<@IntRange(max = 400) Integer> parts, @ForAll long seed) {
    int total = parts.stream().mapToInt(Integer::intValue).sum();
    RecordList records = new RecordList(total, seed);
    MerkleLog log = new MerkleLog(new MemorySubtreeStore());
    int done = 0;
    for (int part : parts) {
      log.append(records.bytes(), done * LeafSource.LEAF_BYTES, part);
      done += part;
      assertThat(log.size()).isEqualTo(done);
      assertThat(log.root()).isEqualTo(NaiveMerkle.root(records.first(done)));
    }
  }

  @Property(tries = 40)
  void a_frontier_from_the_store_is_the_one_that_grew(
      @ForAll @IntRange(max = 3000) int total,
      @ForAll @IntRange(max = 3000) int later,
      @ForAll long seed) {
    int size = Math.min(total, later);
    int end = Math.max(total, later);
    RecordList records = new RecordList(end, seed);
    MemorySubtreeStore store = new MemorySubtreeStore();
    MerkleLog grown = new MerkleLog(store);
    grown.append(records.bytes(), 0, size);
    byte[] frontier = grown.frontier();
    Hash rootAtSize = grown.root();
    grown.append(records.bytes(), size * LeafSource.LEAF_BYTES, end - size);

    MerkleProver prover = new MerkleProver(store, records);
    assertThat(prover.frontier(size)).isEqualTo(frontier);
    assertThat(prover.root(size)).isEqualTo(rootAtSize);

    long kept = store.count();
    MerkleLog again = new MerkleLog(size, frontier, store);
    again.append(records.bytes(), size * LeafSource.LEAF_BYTES, end - size);
    assertThat(again.root()).isEqualTo(grown.root());
    assertThat(again.frontier()).isEqualTo(grown.frontier());
    assertThat(store.count()).isEqualTo(kept).isEqualTo(SubtreePositions.count(end));
  }

  @Property(tries = 40)
  void every_kept_root_stands_at_its_position(
      @ForAll @IntRange(min = 256, max = 5000) int total, @ForAll long seed) {
    RecordList records = new RecordList(total, seed);
    MemorySubtreeStore store = new MemorySubtreeStore();
    records.log(store);
    long kept = 0;
    byte[] hash = new byte[Hash.BYTES];
    for (int level = SubtreePositions.BLOCK_LEVEL; total >> level > 0; level++) {
      for (int index = 0; index < total >> level; index++) {
        store.read(SubtreePositions.of(level, index), hash, 0);
        List<byte[]> below =
            records.first((index + 1) << level).subList(index << level, (index + 1) << level);
        assertThat(Hash.of(hash, 0)).isEqualTo(NaiveMerkle.root(below));
        kept++;
      }
    }
    assertThat(store.count()).isEqualTo(kept);
  }

  @Example
  void records_that_differ_from_the_kept_roots_are_found() {
    MemorySubtreeStore store = new MemorySubtreeStore();
    RecordList records = new RecordList(512, 1);
    records.log(store);
    records.bytes()[300 * LeafSource.LEAF_BYTES] ^= 1;
    assertThatThrownBy(() -> records.log(store))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("subtree_differs"));
  }

  @Example
  void a_store_that_lacks_earlier_roots_is_refused() {
    RecordList records = new RecordList(512, 1);
    MerkleLog log = records.log(new MemorySubtreeStore());
    MerkleLog again = new MerkleLog(512, log.frontier(), new MemorySubtreeStore());
    assertThatThrownBy(() -> again.append(records.bytes(), 0, 256))
        .isInstanceOf(TallystickException.class);
  }
}
