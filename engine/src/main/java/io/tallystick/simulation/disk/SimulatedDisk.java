package io.tallystick.simulation.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The disk of one node, in memory. Power may be lost before any change of it, an fsync may fail,
 * and bits of what lies on it may flip.
 */
public final class SimulatedDisk {
  private final DiskNames names = new DiskNames();
  private long changesUntilPowerLoss;
  private int forcesUntilFailure;
  private boolean powerLost;
  private boolean forceFailed;

  /** Power is lost before that many further changes were made, 1 or more. */
  public void losePowerAfter(long changes) {
    changesUntilPowerLoss = changes;
  }

  /** The fsync after that many fails, 1 or more; a later one reports success and mends nothing. */
  public void failForceAfter(int forces) {
    forcesUntilFailure = forces;
  }

  /** Whether power is lost; nothing can be changed or read any more. */
  public boolean isPowerLost() {
    return powerLost;
  }

  /** Whether an fsync has failed since the last {@link #crash}. */
  public boolean hasFailedForce() {
    return forceFailed;
  }

  /** The process is gone, and with it what was not forced, as the loss says; power is back. */
  public void crash(Loss loss, RandomGenerator random) {
    names.all().values().forEach(file -> file.crash(loss, random));
    names.crash(loss, random);
    powerLost = false;
    forceFailed = false;
    changesUntilPowerLoss = 0;
    forcesUntilFailure = 0;
  }

  /**
   * Flips one bit of a file whose name fits; returns a description, or null if none fits or the
   * place drawn is not on the medium.
   */
  public String flipBit(Predicate<String> fits, RandomGenerator random) {
    List<String> chosen = new ArrayList<>();
    names
        .all()
        .forEach(
            (name, file) -> {
              if (file.length() > 0 && fits.test(name)) {
                chosen.add(name);
              }
            });
    if (chosen.isEmpty()) {
      return null;
    }
    String name = chosen.get(random.nextInt(chosen.size()));
    int at = random.nextInt(names.get(name).length());
    int bit = random.nextInt(Byte.SIZE);
    return names.get(name).flip(at, bit) ? name + ", byte " + at + ", bit " + bit : null;
  }

  /** Whether a bit is not what was written. */
  public boolean hasFlips() {
    return names.all().values().stream().anyMatch(DiskFile::isFlipped);
  }

  /** Restores every flipped bit, as an operator with a copy of the files would. */
  public void restoreFlips() {
    names.all().values().forEach(DiskFile::unflip);
  }

  DiskFile find(String name) {
    return names.get(name);
  }

  Map<String, DiskFile> all() {
    return names.all();
  }

  DiskFile create(String name, int bytes) throws IOException {
    change();
    DiskFile file = new DiskFile(bytes);
    names.create(name, file);
    return file;
  }

  void rename(String from, String to) throws IOException {
    change();
    names.rename(from, to);
  }

  void delete(String name) throws IOException {
    change();
    names.remove(name);
  }

  void forceNames(String folder) throws IOException {
    change();
    names.force(folder);
  }

  void force(DiskFile file) throws IOException {
    change();
    if (forcesUntilFailure > 0 && --forcesUntilFailure == 0) {
      forceFailed = true;
      file.failForce();
      throw new IOException("Input/output error");
    }
    file.force();
  }

  /** Before every change: power may be lost here. */
  void change() throws IOException {
    requirePower();
    if (changesUntilPowerLoss > 0 && --changesUntilPowerLoss == 0) {
      powerLost = true;
      requirePower();
    }
  }

  void requirePower() throws IOException {
    if (powerLost) {
      throw new IOException("power lost");
    }
  }
}
