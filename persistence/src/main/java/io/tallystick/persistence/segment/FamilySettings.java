package io.tallystick.persistence.segment;

import io.tallystick.base.Checks;

/**
 * One family of files with records of one size.
 *
 * @param name name of its folder and first part of its files' names
 * @param recordBytes bytes of a record, 1 …
 * @param recordsPerFile records of a full file, 1 …; stays the same for the life of the family
 */
public record FamilySettings(String name, int recordBytes, long recordsPerFile) {
  /** Bytes of a stored record. */
  public static final int RECORD_BYTES = 176;

  /** Bytes of a Merkle subtree's root. */
  public static final int ROOT_BYTES = 32;

  /** Bytes of a balance entry. */
  public static final int BALANCE_ENTRY_BYTES = 64;

  public FamilySettings {
    Checks.that(name.matches("[a-z][a-z-]{0,30}"), "family name: " + name);
    Checks.inRange(recordBytes, 1, 1 << 20, "record bytes");
    Checks.inRange(recordsPerFile, 1, 1L << 40, "records per file");
  }

  /** Stored records: 352 MiB a file. */
  public static FamilySettings records() {
    return new FamilySettings("records", RECORD_BYTES, 1L << 21);
  }

  /** Side sections, byte by byte: 256 MiB a file. */
  public static FamilySettings sides() {
    return new FamilySettings("sides", 1, 1L << 28);
  }

  /** Roots of full Merkle subtrees: 256 MiB a file. */
  public static FamilySettings roots() {
    return new FamilySettings("roots", ROOT_BYTES, 1L << 23);
  }

  /** Balance entries: 256 MiB a file. */
  public static FamilySettings balanceEntries() {
    return new FamilySettings("balance-entries", BALANCE_ENTRY_BYTES, 1L << 22);
  }

  /** Frames of sealed batches: one a height. */
  static FamilySettings frames(int frameBytes, long framesPerFile) {
    return new FamilySettings("headers", frameBytes, framesPerFile);
  }
}
