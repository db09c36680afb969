package io.tallystick.load.cost;

import io.tallystick.batch.merkle.Sha256;
import io.tallystick.ordering.log.DiskLogFiles;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.index.IdIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A node with all its parts, or without one of them. */
enum Variant {
  /** What {@code ./tallystick start} runs. */
  EVERYTHING_ON("", "everything on"),
  /** No SHA-256 is computed; copying leaves and storing roots stays. */
  HASHING_OFF("hashing", "hashing off", Sha256.class),
  /** Production's own option {@code --without-cassandra}. */
  JOURNAL_OFF("journal", "journal off"),
  /** The node forces no file and no folder; its Cassandra syncs as ever. */
  FSYNC_OFF("fsync", "fsync off", DiskLogFiles.class, FileAccess.Standard.class),
  /** No id is kept or found. */
  INDEX_OFF("index", "index off", IdIndex.class);

  /** Folder of stand-ins, with one folder for each part. */
  static final String FOLDER = "parts-off";

  private final String part;
  private final String title;
  private final List<Class<?>> replaced;

  Variant(String part, String title, Class<?>... replaced) {
    this.part = part;
    this.title = title;
    this.replaced = List.of(replaced);
  }

  /** The part that is off, as the command line names it; empty if none is. */
  String part() {
    return part;
  }

  String title() {
    return title;
  }

  /** Whether classes stand in for production's. */
  boolean hasStandIns() {
    return !replaced.isEmpty();
  }

  /** Production classes that stand-ins are put before; in a process with them, these. */
  List<Class<?>> replaced() {
    return replaced;
  }

  /** The variant without that part. */
  static Optional<Variant> without(String part) {
    return Arrays.stream(values())
        .filter(variant -> variant != EVERYTHING_ON && variant.part.equals(part))
        .findFirst();
  }
}
