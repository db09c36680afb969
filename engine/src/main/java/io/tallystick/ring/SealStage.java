package io.tallystick.ring;

import com.lmax.disruptor.EventHandler;
import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchDraft;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.EntryReader;
import io.tallystick.batch.RefusalDigest;
import io.tallystick.batch.Sealer;
import io.tallystick.batch.SideWriter;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.ValuesBeside;
import io.tallystick.persistence.segment.FixedSegments;
import io.tallystick.persistence.segment.SealedBatchStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * Seals what was applied: refusal digest, Merkle log, hash link, then the local files. A batch that
 * the files already hold (applied again after a restart) is compared, never overwritten.
 */
final class SealStage implements EventHandler<CommitSlot> {
  /** Where a sealed batch is told of, on this thread. */
  interface Sealed {
    void sealed(BatchHeader header, byte[] headerBytes, byte[] hash);
  }

  private final Sealer sealer;
  private final SealedBatchStore store;
  private final long termBase;
  private final FixedSegments balanceEntries;
  private final Milestone sealedIndex;
  private final Sealed listener;
  private final EntryReader reader = new EntryReader();
  private final RefusalDigest refusals = new RefusalDigest();
  private final SideWriter side = new SideWriter();
  private final BatchDraft draft = new BatchDraft();
  private final byte[] headerBytes = new byte[BatchHeader.BYTES];
  private final byte[] hash = new byte[Hash.BYTES];
  private final byte[] name = new byte[Id.NAME_CHARS_MAX];

  SealStage(
      Sealer sealer,
      SealedBatchStore store,
      long termBase,
      Milestone sealedIndex,
      Sealed listener) {
    this.termBase = termBase;
    this.sealer = sealer;
    this.store = store;
    this.balanceEntries = store.extra(SegmentFamilies.BALANCE_ENTRIES);
    this.sealedIndex = sealedIndex;
    this.listener = listener;
  }

  @Override
  public void onEvent(CommitSlot slot, long sequence, boolean endOfBatch) {
    if (slot.entry == null) {
      return;
    }
    if (slot.isBatch()) {
      seal(slot);
    }
    long index = slot.entry.index();
    slot.entry = null;
    sealedIndex.advance(index);
  }

  private void seal(CommitSlot slot) {
    ApplyOutput output = slot.output;
    reader.wrap(slot.entry.bytes(), slot.entry.offset(), slot.entry.length());
    gatherSide(output);
    draft
        .clear()
        .rulesVersion(slot.rulesVersion)
        .order(termBase + slot.entry.term(), reader.stampNs(), reader.flags(), reader.eventCount())
        .records(output.records(), 0, output.recordCount())
        .side(side.bytes(), 0, side.length())
        .refusals(refusalDigest(output))
        .balanceCheck(slot.balanceCheckLow, slot.balanceCheckHigh);
    BatchHeader header = sealer.seal(draft);
    Checks.equal(header.height(), slot.height, "height of the sealed batch");
    System.arraycopy(sealer.preamble(), 0, headerBytes, 0, BatchHeader.BYTES);
    System.arraycopy(sealer.preamble(), BatchHeader.BYTES, hash, 0, Hash.BYTES);
    if (slot.height <= store.lastHeight()) {
      compare(slot.height);
    } else {
      append(slot.height, output);
    }
    if (slot.checkpoint != null) {
      slot.checkpoint.sealed(sealer.state());
    }
    listener.sealed(header, headerBytes, hash);
  }

  private void gatherSide(ApplyOutput output) {
    side.clear();
    if (output.membersChanged()) {
      gatherAll(output);
    } else {
      gatherNames(output);
    }
  }

  /** Names and other values, which have to stand in the order of their records. */
  private void gatherAll(ApplyOutput output) {
    Iterator<ValuesBeside.Value> values = output.beside().iterator();
    ValuesBeside.Value next = values.hasNext() ? values.next() : null;
    for (int position = 0; position < output.recordCount(); position++) {
      addName(output, position);
      while (next != null && next.row() == position) {
        side.add(next.kind(), position, next.bytes(), 0, next.bytes().length);
        next = values.hasNext() ? values.next() : null;
      }
    }
  }

  private void gatherNames(ApplyOutput output) {
    for (int position = 0; position < output.recordCount(); position++) {
      addName(output, position);
    }
  }

  private void addName(ApplyOutput output, int position) {
    int length = output.length(position);
    if (length > 0) {
      output.copy(position, name, 0);
      side.addName(position, new String(name, 0, length, StandardCharsets.US_ASCII));
    }
  }

  private Hash refusalDigest(ApplyOutput output) {
    long[] numbers = output.numbers();
    int[] results = output.results();
    while (reader.nextBody()) {
      int first = reader.bodyFirstEvent();
      for (int row = 0; row < reader.bodyRows(); row++) {
        if (numbers[first + row] == StoredRecord.NONE) {
          refusals.add(
              first + row,
              reader.bodyKind(),
              results[first + row],
              reader.bytes(),
              reader.recordsOffset() + row * Body.RECORD_BYTES);
        }
      }
    }
    return refusals.finish();
  }

  private void append(long height, ApplyOutput output) {
    long already = balanceEntries.count() - output.firstBalanceEntry();
    Checks.equal(already, 0, "balance entries ahead of the batch");
    balanceEntries.append(output.balanceEntries(), 0, output.balanceEntryCount());
    store.append(
        height,
        headerBytes,
        hash,
        output.records(),
        0,
        output.recordCount(),
        side.bytes(),
        0,
        side.length());
  }

  private void compare(long height) {
    if (!Arrays.equals(store.readHash(height), hash)) {
      HexFormat hex = HexFormat.of();
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "replay_differs",
          "batch "
              + height
              + " applied again from the log has the hash "
              + hex.formatHex(hash)
              + ", the stored one "
              + hex.formatHex(store.readHash(height)));
    }
  }
}
