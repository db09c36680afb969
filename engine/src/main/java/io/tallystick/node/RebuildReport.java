package io.tallystick.node;

import java.util.List;

/**
 * What a rebuild did.
 *
 * @param height the restored height
 * @param hash its header hash as 64 hex digits
 * @param records stored records restored
 * @param epoch the new epoch
 * @param elapsedMs time it took
 * @param notes what may be missing (settled but not journalled), for people
 */
public record RebuildReport(
    long height, String hash, long records, long epoch, long elapsedMs, List<String> notes) {
  public RebuildReport {
    notes = List.copyOf(notes);
  }
}
