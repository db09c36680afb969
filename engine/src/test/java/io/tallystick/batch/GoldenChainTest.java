package io.tallystick.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MemorySubtreeStore;
import io.tallystick.batch.verify.ChainFailure;
import io.tallystick.batch.verify.ChainVerifier;
import io.tallystick.batch.verify.ConcatenatedBatchSource;
import io.tallystick.batch.verify.LedgerRecordReplay;
import io.tallystick.batch.verify.RecordReplay;
import io.tallystick.batch.verify.VerifyPlan;
import io.tallystick.batch.verify.VerifyResult;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A chain that was written once and has to stay readable for ever: the resource is never made anew
 * within a format version. It also holds entry and ledger rules together: applying its entries
 * gives its sealed batches.
 */
class GoldenChainTest {
  private static final List<String> HASHES =
      List.of(
          "f1e75d809fd89d19f0be25e34577425d864d89102b976ebf8e516199750ff1c2",
          "4831d0f333c18b6cf0b97584af0a14f0ddf6a203f2964943cfeffcbd84f9c2e4",
          "13cea8dcbb33f86fe5cf3f321a70799847eecc70300b484a978c4171b144f384",
          "82ffc9af358e37b2f658b5b7fcc2a92147acd118463dfff59a4536f186f47f8b",
          "79547d551b8330fe7bc55e121ee1025f0d2a6009d9c332bd202a0d54dcbe60e1");

  private final LedgerLimits limits = new LedgerLimits(1_000, 1_000, 10);

  /** Lines of the resource that start with the word, as bytes. */
  static List<byte[]> golden(String word) {
    try (InputStream in = GoldenChainTest.class.getResourceAsStream("golden-chain-v1.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(word + " "))
          .map(line -> HexFormat.of().parseHex(line.substring(word.length() + 1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] concatenated() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    golden("sealed").forEach(all::writeBytes);
    return all.toByteArray();
  }

  private VerifyResult verify(byte[] bytes) {
    return verify(bytes, new LedgerRecordReplay(new Ledger(limits, new RecordsInMemory())));
  }

  private static VerifyResult verify(byte[] bytes, RecordReplay replay) {
    VerifyPlan plan = VerifyPlan.fromGenesis().expect(5, Hash.parse(HASHES.get(4))).replay(replay);
    return new ChainVerifier(plan, new ConcatenatedBatchSource(bytes, "golden")).verify();
  }

  @Test
  void writers_still_write_the_golden_bytes() {
    GoldenChain chain = new GoldenChain();
    assertThat(chain.entries()).containsExactlyElementsOf(golden("entry"));
    assertThat(chain.sealed()).containsExactlyElementsOf(golden("sealed"));
  }

  @Test
  void its_hashes_are_the_known_ones() {
    assertThat(golden("sealed"))
        .map(bytes -> SealedBatch.decode(bytes, 0, bytes.length).hash().toString())
        .containsExactlyElementsOf(HASHES);
  }

  @Test
  void it_verifies_with_its_balances() {
    VerifyResult result = verify(concatenated());
    assertThat(result.failure()).isEmpty();
    assertThat(result.heights()).isEqualTo(5);
    assertThat(result.state().head().recordCount()).isEqualTo(8);
  }

  @Test
  void every_changed_byte_of_it_is_found_at_its_height() {
    byte[] bytes = concatenated();
    int at = 0;
    long height = 0;
    for (byte[] batch : golden("sealed")) {
      height++;
      for (int end = at + batch.length; at < end; at++) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) 0x10;
        assertThat(verify(changed, RecordReplay.NONE).failure())
            .map(ChainFailure::height)
            .contains(height);
      }
    }
  }

  @Test
  void a_balance_forged_together_with_all_hashes_is_found_by_the_replay() {
    // The amount of the transfer of height 1 in request and outcome, header hashed again.
    byte[] bytes = concatenated();
    int record = SealedBatch.PREAMBLE_BYTES + 3 * StoredRecord.BYTES;
    int length = SealedBatch.lengthAt(bytes, 0);
    byte[] first = Arrays.copyOf(bytes, length);
    first[record + 48]++;
    first[record + 128]++;
    Sealer sealer = new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());
    BatchHeader header = BatchHeader.decode(first, 0);
    BatchDraft draft =
        new BatchDraft()
            .order(header.term(), header.stampNs(), header.flags(), header.eventCount())
            .records(first, SealedBatch.PREAMBLE_BYTES, header.recordCount())
            .side(first, length - header.sideBytes(), header.sideBytes())
            .refusals(header.refusalDigest())
            .balanceCheck(header.balanceCheckLow(), header.balanceCheckHigh());
    sealer.seal(draft);
    byte[] forged = SealedBatch.encode(sealer.preamble(), draft);
    ChainFailure failure = verify(forged).failure().orElseThrow();
    assertThat(failure.height()).isEqualTo(1);
    assertThat(failure.fault().what()).isEqualTo("balance_check");
  }

  @Test
  void the_ledger_makes_its_sealed_batches_of_its_entries() {
    RecordsInMemory past = new RecordsInMemory();
    Ledger ledger = new Ledger(limits, past);
    ApplyOutput output = new ApplyOutput();
    Sealer sealer = new Sealer(ChainState.genesis(TestChain.GROUP, 1), new MemorySubtreeStore());
    EntryReader reader = new EntryReader();
    for (int i = 0; i < golden("entry").size(); i++) {
      byte[] entry = golden("entry").get(i);
      byte[] sealed = golden("sealed").get(i);
      reader.wrap(entry, 0, entry.length);
      apply(reader, ledger, sealer.head().recordCount(), output);
      reader.rewind();
      BatchDraft draft = draft(reader, ledger, output);
      draft.order(
          BatchHeader.decode(sealed, 0).term(),
          reader.stampNs(),
          reader.flags(),
          reader.eventCount());
      sealer.seal(draft);
      assertThat(SealedBatch.encode(sealer.preamble(), draft))
          .as("height %d", i + 1)
          .isEqualTo(sealed);
      past.add(output.records(), 0, output.recordCount());
    }
  }

  private static void apply(
      EntryReader reader, Ledger ledger, long firstRecord, ApplyOutput output) {
    SideNames names = new SideNames();
    ledger.beginBatch(reader.stampNs(), reader.eventCount(), firstRecord, output);
    while (reader.nextBody()) {
      names.take(reader.side(), reader.bodyFirstEvent(), reader.bodyRows());
      switch (reader.bodyKind()) {
        case 1 -> ledger.applyTransfers(reader.bytes(), reader.recordsOffset(), reader.bodyRows());
        case 2 ->
            ledger.applyAccounts(reader.bytes(), reader.recordsOffset(), reader.bodyRows(), names);
        default -> ledger.applyLedgers(reader.bytes(), reader.recordsOffset(), reader.bodyRows());
      }
    }
    ledger.endBatch();
  }

  private static BatchDraft draft(EntryReader reader, Ledger ledger, ApplyOutput output) {
    SideWriter side = new SideWriter();
    for (int i = 0; i < output.recordCount(); i++) {
      byte[] name = new byte[output.length(i)];
      if (name.length > 0) {
        output.copy(i, name, 0);
        side.addName(i, new String(name, StandardCharsets.US_ASCII));
      }
    }
    RefusalDigest refusals = new RefusalDigest();
    while (reader.nextBody()) {
      for (int row = 0; row < reader.bodyRows(); row++) {
        int event = reader.bodyFirstEvent() + row;
        if (output.withoutNumber(event)) {
          refusals.add(
              event,
              reader.bodyKind(),
              output.results()[event],
              reader.bytes(),
              reader.recordsOffset() + row * 128);
        }
      }
    }
    return new BatchDraft()
        .records(output.records(), 0, output.recordCount())
        .side(side.bytes(), 0, side.length())
        .refusals(refusals.finish())
        .balanceCheck(ledger.reads().balanceCheckLow(), ledger.reads().balanceCheckHigh());
  }
}
