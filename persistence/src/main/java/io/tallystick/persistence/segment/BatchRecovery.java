package io.tallystick.persistence.segment;

import java.util.Arrays;
import java.util.Optional;

/** Finds the last whole linked batch, and tells a torn tail from damage. */
final class BatchRecovery {
  private final BatchFamilies families;
  private final LinkCheck linkCheck;

  BatchRecovery(BatchFamilies families, LinkCheck linkCheck) {
    this.families = families;
    this.linkCheck = linkCheck;
  }

  /**
   * The last batch up to which, from {@code checkFrom} on, every batch is whole and linked.
   *
   * @param checkFrom height of the first batch to read whole; what lies below is taken as it is
   * @param forced the height recorded as durable
   * @param forcedHash that batch's hash
   * @return its frame, or null if there is none
   * @throws io.tallystick.base.TallystickException DAMAGED if a batch at or below the forced height
   *     is not whole
   */
  Frame lastWhole(long checkFrom, long forced, byte[] forcedHash) {
    if (families.frames.count() < forced) {
      long missing = families.frames.count() + 1;
      throw families.damageOfFrame(missing, "the frame is missing").exception();
    }
    long from = Math.max(1, Math.min(checkFrom, Math.max(1, forced)));
    Frame last = from == 1 ? null : families.frame(from - 1);
    for (long height = from; height <= families.frames.count(); height++) {
      Optional<Damage> damage = families.inspect(last, height, linkCheck);
      if (damage.isPresent()) {
        if (height <= forced) {
          throw damage.get().exception();
        }
        return last;
      }
      last = families.frame(height);
      if (height == forced && !Arrays.equals(last.hash(), forcedHash)) {
        throw families
            .damageOfFrame(height, "its hash is not the one recorded as durable")
            .exception();
      }
    }
    return last;
  }
}
