package io.tallystick.batch.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.batch.SealedBatch;
import io.tallystick.batch.TestChain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any changed, dropped, repeated or reordered byte of a chain is found, at the right height. */
class ChainTamperPropertyTest {
  private static VerifyResult verify(TestChain chain, SealedBatchSource source) {
    VerifyPlan plan =
        VerifyPlan.fromGenesis()
            .group(TestChain.GROUP)
            .expect(chain.heights(), chain.hash(chain.heights()));
    return new ChainVerifier(plan, source).verify();
  }

  private static ChainFailure failure(TestChain chain, List<byte[]> batches) {
    return verify(chain, new ListSource(batches)).failure().orElseThrow();
  }

  private static long heightOf(TestChain chain, int at) {
    int end = 0;
    for (int i = 0; i < chain.heights(); i++) {
      end += chain.batches().get(i).length;
      if (at < end) {
        return i + 1L;
      }
    }
    throw new AssertionError("byte " + at + " is behind the chain");
  }

  @Property(tries = 50)
  void an_untouched_chain_is_right(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int n) {
    TestChain chain = TestChain.random(new Random(seed), n, 30);
    for (SealedBatchSource source :
        List.of(
            new ListSource(chain.batches()), new ConcatenatedBatchSource(chain.bytes(), "file"))) {
      VerifyResult result = verify(chain, source);
      assertThat(result.failure()).isEmpty();
      assertThat(result.heights()).isEqualTo(n);
      assertThat(result.state()).isEqualTo(chain.sealer().state());
    }
  }

  @Example
  void every_single_byte_of_a_small_chain_counts() {
    TestChain chain = TestChain.random(new Random(11), 4, 5);
    byte[] bytes = chain.bytes();
    for (int at = 0; at < bytes.length; at++) {
      assertChangeIsFound(chain, bytes, at, 1 << (at % 8));
    }
  }

  @Property(tries = 300)
  void any_changed_byte_is_found_at_its_height(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int heights,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    Random random = new Random(seed);
    TestChain chain = TestChain.random(random, heights, 20);
    byte[] bytes = chain.bytes();
    assertChangeIsFound(chain, bytes, random.nextInt(bytes.length), change);
  }

  private static void assertChangeIsFound(TestChain chain, byte[] bytes, int at, int change) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) change;
    long height = heightOf(chain, at);
    ChainFailure found =
        verify(chain, new ConcatenatedBatchSource(changed, "file")).failure().orElseThrow();
    assertThat(found.height()).as("byte %d", at).isEqualTo(height);
    assertThat(found.placeFrom()).as("%s", found).isLessThanOrEqualTo(at);
    assertThat(found.placeTo()).as("%s", found).isGreaterThan(at);
  }

  @Property(tries = 100)
  void a_dropped_batch_is_missed_at_its_height(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int heights) {
    Random random = new Random(seed);
    TestChain chain = TestChain.random(random, heights, 20);
    List<byte[]> batches = new ArrayList<>(chain.batches());
    int dropped = random.nextInt(heights);
    batches.remove(dropped);
    ChainFailure found = failure(chain, batches);
    assertThat(found.height()).isEqualTo(dropped + 1L);
    assertThat(found.fault().what()).isEqualTo(dropped == heights - 1 ? "cut_end" : "height");
  }

  @Property(tries = 100)
  void a_repeated_or_swapped_batch_is_found_where_the_order_breaks(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int heights) {
    Random random = new Random(seed);
    TestChain chain = TestChain.random(random, heights, 20);
    int a = random.nextInt(heights);
    int b = (a + 1 + random.nextInt(heights - 1)) % heights;

    List<byte[]> swapped = new ArrayList<>(chain.batches());
    Collections.swap(swapped, a, b);
    assertThat(failure(chain, swapped).height()).isEqualTo(Math.min(a, b) + 1L);

    List<byte[]> repeated = new ArrayList<>(chain.batches());
    repeated.add(a, repeated.get(a));
    assertThat(failure(chain, repeated).height()).isEqualTo(a + 2L);
  }

  @Property(tries = 100)
  void a_cut_anywhere_is_found(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int heights) {
    Random random = new Random(seed);
    TestChain chain = TestChain.random(random, heights, 10);
    byte[] bytes = chain.bytes();
    int cut = random.nextInt(bytes.length);
    ChainFailure found =
        verify(chain, new ConcatenatedBatchSource(Arrays.copyOf(bytes, cut), "file"))
            .failure()
            .orElseThrow();
    assertThat(found.height()).isEqualTo(heightOf(chain, cut));
  }

  @Property(tries = 100)
  void a_batch_that_is_hashed_again_after_a_change_breaks_there_or_at_the_next_link(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int heights) {
    Random random = new Random(seed);
    TestChain chain = TestChain.random(random, heights, 10);
    int forged = random.nextInt(heights);
    List<byte[]> batches = new ArrayList<>(chain.batches());
    byte[] bytes = batches.get(forged).clone();
    byte[] before = bytes.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    TestChain.rehash(bytes);
    batches.set(forged, bytes);
    if (Arrays.equals(before, bytes)) {
      // The change hit a hash, which hashing again put right.
      assertThat(verify(chain, new ListSource(batches)).right()).isTrue();
      return;
    }
    assertThat(failure(chain, batches).height()).isBetween(forged + 1L, forged + 2L);
  }

  @Example
  void records_exchanged_within_a_batch_break_the_merkle_root() {
    TestChain chain = new TestChain();
    Random random = new Random(5);
    while (chain.heights() < 3) {
      chain.add(chain.randomDraft(random, 12));
    }
    for (int i = 0; i < chain.heights(); i++) {
      byte[] bytes = chain.batches().get(i).clone();
      SealedBatch batch = SealedBatch.decode(bytes, 0, bytes.length);
      if (batch.header().recordCount() == 0) {
        continue;
      }
      bytes[batch.recordOffset(0) + 130] ^= 1;
      List<byte[]> batches = new ArrayList<>(chain.batches());
      batches.set(i, bytes);
      ChainFailure found = failure(chain, batches);
      assertThat(found.height()).isEqualTo(i + 1L);
      assertThat(found.fault().what()).isEqualTo("merkle_root");
      assertThat(found.fault().fromByte()).isEqualTo(SealedBatch.PREAMBLE_BYTES);
    }
  }
}
