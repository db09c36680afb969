package io.tallystick.batch;

import io.tallystick.batch.merkle.Hash;
import java.util.Optional;
import java.util.UUID;

/**
 * The end of a chain: all that the next header must link to.
 *
 * @param groupId the group's id
 * @param epoch epoch of the last batch
 * @param height height of the last batch; 0 if there is none
 * @param hash its hash; {@link Hash#ZERO} if there is none
 * @param term its Raft term
 * @param stampNs its T
 * @param rulesVersion its rules version
 * @param recordCount records of the whole log
 */
public record ChainHead(
    UUID groupId,
    long epoch,
    long height,
    Hash hash,
    long term,
    long stampNs,
    int rulesVersion,
    long recordCount) {

  /** The head of a chain without batches. */
  public static ChainHead genesis(UUID groupId, long epoch) {
    return new ChainHead(groupId, epoch, 0, Hash.ZERO, 0, 0, 1, 0);
  }

  /** The head after a batch. */
  public static ChainHead after(BatchHeader header, Hash hash) {
    return new ChainHead(
        header.groupId(),
        header.epoch(),
        header.height(),
        hash,
        header.term(),
        header.stampNs(),
        header.rulesVersion(),
        header.recordsThrough());
  }

  /** The same head, continued in a later epoch. */
  public ChainHead inEpoch(long laterEpoch) {
    return new ChainHead(
        groupId, laterEpoch, height, hash, term, stampNs, rulesVersion, recordCount);
  }

  /**
   * What keeps a header from being the next of this chain: group, height, previous hash, first
   * record number, and epoch, term, stamp and rules version, which never fall. The Merkle root is
   * not looked at.
   */
  public Optional<BatchFault> check(BatchHeader next) {
    if (next.height() != height + 1) {
      return number(BatchHeader.HEIGHT, "height", height + 1, next.height());
    }
    if (!next.groupId().equals(groupId)) {
      return text(
          BatchHeader.GROUP_ID, 16, "group_id", groupId.toString(), next.groupId().toString());
    }
    if (next.epoch() < epoch) {
      return number(BatchHeader.EPOCH, "epoch", epoch, next.epoch());
    }
    if (!next.previousHash().equals(hash)) {
      return text(
          BatchHeader.PREVIOUS_HASH,
          Hash.BYTES,
          "previous_hash",
          hash.toString(),
          next.previousHash().toString());
    }
    if (next.firstRecord() != recordCount) {
      return number(BatchHeader.FIRST_RECORD, "first_record", recordCount, next.firstRecord());
    }
    long termMin = next.epoch() > epoch ? term + 1 : term;
    if (next.term() < termMin) {
      return text(BatchHeader.TERM, 8, "term", termMin + " or more", Long.toString(next.term()));
    }
    long stampMin = BatchStamps.stampMinAfter(stampNs, next.eventCount());
    if (next.stampNs() < stampMin) {
      return text(
          BatchHeader.STAMP, 8, "stamp", stampMin + " or more", Long.toString(next.stampNs()));
    }
    if (next.rulesVersion() < rulesVersion) {
      return text(
          BatchHeader.RULES_VERSION,
          2,
          "rules_version",
          rulesVersion + " or more",
          Integer.toString(next.rulesVersion()));
    }
    return Optional.empty();
  }

  private static Optional<BatchFault> number(int at, String what, long expected, long found) {
    return Optional.of(BatchFault.number(at, Long.BYTES, what, expected, found));
  }

  private static Optional<BatchFault> text(
      int at, int bytes, String what, String expected, String found) {
    return Optional.of(new BatchFault(at, at + bytes, what, expected, found));
  }
}
