package io.tallystick.persistence.index;

import io.tallystick.base.Checks;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.ChecksummedFile;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of an index and the manifest that names them. A run counts from the moment the manifest
 * with its name is durable; files that it does not name are removed at the next opening.
 */
final class RunCatalog {
  private final Path folder;
  private final FileAccess files;
  private final OffHeapBlocks blocks;
  private final Object lock = new Object();

  private long seed0;
  private long seed1;
  private long nextId = 1;
  private boolean ended;

  /** Newest first. */
  private volatile List<Run> runs = List.of();

  /** The same, for the lookups' inner loop. */
  private volatile Run[] runArray = new Run[0];

  private RunCatalog(Path folder, FileAccess files, OffHeapBlocks blocks) {
    this.folder = folder;
    this.files = files;
    this.blocks = blocks;
  }

  /**
   * Opens the runs that are whole, join from number 0 on, and end below {@code recordCount}; drops
   * the others with all that are newer.
   */
  static RunCatalog open(
      Path folder, FileAccess files, OffHeapBlocks blocks, long recordCount, IndexEvents events) {
    RunCatalog catalog = new RunCatalog(folder, files, blocks);
    try {
      files.makeFolder(folder);
      files.forceFolder(folder.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
    String reason = catalog.load(recordCount);
    if (reason != null) {
      catalog.writeManifest(catalog.runs);
      if (!reason.isEmpty()) {
        events.dropped(catalog.coveredThrough(), reason);
      }
    }
    catalog.removeStrangers();
    return catalog;
  }

  /** Null if all is as the manifest says, empty for a new index, else why runs were dropped. */
  private String load(long recordCount) {
    Optional<IndexManifest> manifest;
    try {
      manifest =
          ChecksummedFile.read(files, folder.resolve(IndexManifest.FILE))
              .map(IndexManifest::decode);
    } catch (TallystickException e) {
      newSeeds();
      return e.getMessage();
    }
    if (manifest.isEmpty()) {
      newSeeds();
      return hasRuns() ? "The index manifest is missing beside runs" : "";
    }
    seed0 = manifest.get().seed0();
    seed1 = manifest.get().seed1();
    nextId = manifest.get().nextId();
    List<Run> opened = new ArrayList<>();
    String reason = openRuns(manifest.get(), recordCount, opened);
    Collections.reverse(opened);
    publish(opened);
    return reason;
  }

  private String openRuns(IndexManifest manifest, long recordCount, List<Run> opened) {
    long covered = -1;
    for (IndexManifest.Entry entry : manifest.runs()) {
      if (entry.lastNumber() >= recordCount) {
        return "The index run " + entry.id() + " is ahead of the " + recordCount + " records";
      }
      Run run;
      try {
        run = Run.open(folder, entry.id(), files, blocks);
      } catch (TallystickException e) {
        return e.getMessage();
      }
      RunFormat format = run.format();
      if (!entry.equals(IndexManifest.Entry.of(run))
          || format.firstNumber() != covered + 1
          || format.seed0() != seed0
          || format.seed1() != seed1) {
        run.retire();
        return "The index run " + run.file() + " is not the one that the manifest names";
      }
      covered = format.lastNumber();
      opened.add(run);
    }
    return null;
  }

  private void newSeeds() {
    SecureRandom random = new SecureRandom();
    seed0 = random.nextLong();
    seed1 = random.nextLong();
  }

  private boolean hasRuns() {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder, "run-*")) {
      return names.iterator().hasNext();
    } catch (IOException e) {
      throw StorageFailure.reading(folder, e);
    }
  }

  private void removeStrangers() {
    Set<Path> known = new HashSet<>();
    runs.forEach(run -> known.add(run.file()));
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder, "run-*")) {
      for (Path each : names) {
        if (!known.contains(each)) {
          files.delete(each);
        }
      }
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
  }

  private void writeManifest(List<Run> newestFirst) {
    List<IndexManifest.Entry> entries = new ArrayList<>();
    newestFirst.forEach(run -> entries.add(0, IndexManifest.Entry.of(run)));
    byte[] payload = new IndexManifest(seed0, seed1, nextId, entries).encode();
    ChecksummedFile.write(files, folder.resolve(IndexManifest.FILE), payload);
  }

  private void publish(List<Run> newestFirst) {
    runs = List.copyOf(newestFirst);
    runArray = newestFirst.toArray(new Run[0]);
  }

  /** The runs, newest first; not to be changed. */
  Run[] runArray() {
    return runArray;
  }

  List<Run> runs() {
    return runs;
  }

  long hash(int kind, long idHigh, long idLow) {
    return EntryFormat.hash(seed0, seed1, kind, idHigh, idLow);
  }

  /** Last record number that the runs cover; -1 if there are none. */
  long coveredThrough() {
    List<Run> present = runs;
    return present.isEmpty() ? -1 : present.get(0).format().lastNumber();
  }

  /** Begins the file of a new run. */
  RunWriter newRun(long entriesMax) {
    long id;
    synchronized (lock) {
      id = nextId++;
    }
    return new RunWriter(folder, files, blocks, id, entriesMax, seed0, seed1);
  }

  /** Makes a sealed run part of the index; durable on return. */
  void add(Run run) {
    synchronized (lock) {
      checkOpen();
      List<Run> with = new ArrayList<>(runs);
      with.add(0, run);
      writeManifest(with);
      publish(with);
    }
  }

  /** Puts one run in the place of neighbours that it was merged from; durable on return. */
  void replace(List<Run> merged, Run by) {
    synchronized (lock) {
      checkOpen();
      List<Run> with = new ArrayList<>(runs);
      int at = with.indexOf(merged.get(0));
      with.removeAll(merged);
      with.add(at, by);
      writeManifest(with);
      publish(with);
    }
    for (Run old : merged) {
      old.retire();
      try {
        files.delete(old.file());
      } catch (IOException e) {
        throw StorageFailure.writing(old.file(), e);
      }
    }
  }

  /**
   * Names runs that were found bad, and all newer than the oldest of them, no longer, so that the
   * next start rebuilds them. The catalog takes no change from then on.
   */
  void forgetDamaged() {
    synchronized (lock) {
      int keepFrom = 0;
      for (int i = 0; i < runs.size(); i++) {
        if (runs.get(i).damaged()) {
          keepFrom = i + 1;
        }
      }
      if (keepFrom > 0) {
        ended = true;
        writeManifest(runs.subList(keepFrom, runs.size()));
      }
    }
  }

  private void checkOpen() {
    Checks.that(!ended, "an index with a bad run is changed no more");
  }

  void close() {
    runs.forEach(Run::retire);
  }
}
