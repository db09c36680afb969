package io.tallystick.persistence.segment;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.file.Path;

/**
 * Stored bytes that are not what was written.
 *
 * @param height the batch they belong to
 * @param file the file in which they begin
 * @param fromByte first byte of the range in that file
 * @param bytes length of the range; it may go on in the next file
 * @param what which part is damaged, and how
 */
public record Damage(long height, Path file, long fromByte, long bytes, String what) {
  /** Code of every error about damage in the batch store. */
  public static final String CODE = "segment_damaged";

  /** The error to throw. */
  public TallystickException exception() {
    return TallystickException.of(ErrorKind.DAMAGED, CODE, toString());
  }

  @Override
  public String toString() {
    return "Batch "
        + height
        + " is damaged: "
        + what
        + " ("
        + file
        + ", bytes "
        + fromByte
        + " … "
        + (fromByte + bytes - 1)
        + ")";
  }
}
