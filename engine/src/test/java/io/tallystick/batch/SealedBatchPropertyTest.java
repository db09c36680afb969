package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.batch.merkle.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SealedBatchPropertyTest {
  private static Hash hash(Random random) {
    byte[] bytes = new byte[Hash.BYTES];
    random.nextBytes(bytes);
    return Hash.of(bytes, 0);
  }

  @Property(tries = 200)
  void a_header_is_read_back_as_it_was_written(@ForAll long seed) {
    Random random = new Random(seed);
    BatchHeader header =
        new BatchHeader(
            random.nextInt(1 << 16),
            random.nextInt(2),
            new UUID(random.nextLong(), random.nextLong()),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextInt(),
            random.nextInt(),
            random.nextInt(),
            hash(random),
            hash(random),
            hash(random),
            hash(random),
            random.nextLong(),
            random.nextLong());
    byte[] bytes = new byte[7 + BatchHeader.BYTES];
    header.encode(bytes, 7);
    assertThat(BatchHeader.decode(bytes, 7)).isEqualTo(header);
    assertThat(header.hash()).isEqualTo(Sha256.of(bytes, 7, BatchHeader.BYTES));
  }

  @Property(tries = 100)
  void a_sealed_batch_is_read_back_from_any_place_in_an_array(
      @ForAll long seed, @ForAll @IntRange(max = 40) int events) {
    TestChain chain = TestChain.random(new Random(seed), 3, events);
    byte[] all = chain.bytes();
    int at = 0;
    for (int i = 0; i < chain.heights(); i++) {
      byte[] own = chain.batches().get(i);
      assertThat(SealedBatch.lengthAt(all, at)).isEqualTo(own.length);
      SealedBatch batch = SealedBatch.decode(all, at, own.length);
      assertThat(batch.length()).isEqualTo(own.length);
      assertThat(batch.hash()).isEqualTo(chain.hash(i + 1L)).isEqualTo(batch.header().hash());
      assertThat(batch.header().height()).isEqualTo(i + 1L);
      int sideAt = batch.sideOffset();
      assertThat(Sha256.of(all, sideAt, batch.header().sideBytes()))
          .isEqualTo(batch.header().sideDigest());
      assertThat(sideAt + batch.header().sideBytes()).isEqualTo(at + own.length);
      at += own.length;
    }
  }

  @Property(tries = 50)
  void a_sealer_that_goes_on_from_a_state_makes_the_same_chain(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int stop) {
    Random random = new Random(seed);
    TestChain chain = TestChain.random(random, stop, 300);
    byte[] kept = chain.sealer().state().encode();
    ChainState state = ChainState.decode(kept, 0, kept.length);
    assertThat(state).isEqualTo(chain.sealer().state()).hasSameHashCodeAs(chain.sealer().state());
    assertThat(state.encode()).isEqualTo(kept);

    // The store may hold more than the state: batches after it are sealed again and compared.
    BatchDraft draft = chain.randomDraft(random, 300);
    MemorySubtreeStore copy = new MemorySubtreeStore();
    byte[] root = new byte[Hash.BYTES];
    for (long i = 0; i < chain.store().count(); i++) {
      chain.store().read(i, root, 0);
      copy.append(root, 0);
    }
    chain.add(draft);
    for (MemorySubtreeStore store : new MemorySubtreeStore[] {copy, chain.store()}) {
      Sealer again = new Sealer(state, store);
      again.seal(draft);
      assertThat(again.state()).isEqualTo(chain.sealer().state());
      assertThat(again.preamble()).isEqualTo(chain.sealer().preamble());
    }
  }

  @Property(tries = 100)
  void the_refusal_digest_is_the_hash_of_its_items_in_a_row(
      @ForAll long seed, @ForAll @IntRange(max = 10) int count) {
    Random random = new Random(seed);
    RefusalDigest digest = new RefusalDigest();
    digest.add(5, 1, 3, new byte[128], 0);
    digest.finish();

    ByteArrayOutputStream items = new ByteArrayOutputStream();
    int event = -1;
    for (int i = 0; i < count; i++) {
      event += 1 + random.nextInt(100);
      int kind = random.nextInt(1 << 16);
      int result = random.nextInt();
      byte[] request = new byte[140];
      random.nextBytes(request);
      digest.add(event, kind, result, request, 12);
      ByteBuffer item = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      item.putInt(event).putShort((short) kind).putShort((short) 0).putInt(result).putInt(0);
      items.writeBytes(item.array());
      items.writeBytes(Arrays.copyOfRange(request, 12, 140));
    }
    byte[] all = items.toByteArray();
    assertThat(digest.finish()).isEqualTo(Sha256.of(all, 0, all.length));
  }

  @Example
  void no_refusals_are_the_hash_of_nothing() {
    assertThat(new RefusalDigest().finish())
        .isEqualTo(Hash.OF_NOTHING)
        .isEqualTo(Sha256.of(new byte[0], 0, 0));
  }

  @Example
  void the_largest_sealed_batch_is_within_the_named_limit() {
    assertThat(SealedBatch.lengthOf(BatchLimits.RECORDS_MAX, BatchLimits.SIDE_BYTES_MAX))
        .isEqualTo(BatchLimits.SEALED_BYTES_MAX);
  }
}
