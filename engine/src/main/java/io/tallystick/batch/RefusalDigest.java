package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putShort;

import io.tallystick.base.Checks;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.Sha256;

/**
 * The digest of a batch's refusals that got no record number, in event order: SHA-256 over one item
 * of {@value #ITEM_BYTES} bytes for each (docs/batch-format.md, "Refusal digest"). Without any it
 * is {@link Hash#OF_NOTHING}. One instance serves one thread.
 */
public final class RefusalDigest {
  /** Bytes that one refusal adds. */
  public static final int ITEM_BYTES = 16 + BatchLimits.REQUEST_BYTES;

  private static final int EVENT = 0;
  private static final int KIND = 4;
  private static final int RESULT = 8;
  private static final int REQUEST = 16;

  private final Sha256 sha = new Sha256();
  private final byte[] item = new byte[ITEM_BYTES];
  private int lastEvent = -1;

  /**
   * Adds a refusal.
   *
   * @param event number of the event in its batch, ascending
   * @param kind wire number of its body's kind
   * @param result number of the result that it was answered with
   * @param request holds its request record at {@code offset}, as it stands in the entry
   */
  public void add(int event, int kind, int result, byte[] request, int offset) {
    Checks.inRange(event, lastEvent + 1L, BatchLimits.EVENTS_MAX - 1L, "event of a refusal");
    lastEvent = event;
    putInt(item, EVENT, event);
    putShort(item, KIND, kind);
    putInt(item, RESULT, result);
    System.arraycopy(request, offset, item, REQUEST, BatchLimits.REQUEST_BYTES);
    sha.update(item, 0, ITEM_BYTES);
  }

  /** The digest of what was added since the last call; starts anew. */
  public Hash finish() {
    if (lastEvent < 0) {
      return Hash.OF_NOTHING;
    }
    lastEvent = -1;
    byte[] out = new byte[Hash.BYTES];
    sha.finish(out, 0);
    return Hash.of(out, 0);
  }
}
