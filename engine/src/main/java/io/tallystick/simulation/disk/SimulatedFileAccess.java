package io.tallystick.simulation.disk;

import io.tallystick.persistence.file.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The stores' way to a simulated disk. Paths are names only; folders exist once used. */
public final class SimulatedFileAccess implements FileAccess {
  private final SimulatedDisk disk;

  public SimulatedFileAccess(SimulatedDisk disk) {
    this.disk = disk;
  }

  @Override
  public FileChannel openForReading(Path file) throws IOException {
    disk.requirePower();
    DiskFile found = disk.find(file.toString());
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new SimulatedChannel(disk, found);
  }

  @Override
  public FileChannel openForWriting(Path file) throws IOException {
    disk.requirePower();
    DiskFile found = disk.find(file.toString());
    return new SimulatedChannel(disk, found == null ? disk.create(file.toString(), 0) : found);
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    disk.rename(from.toString(), to.toString());
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file.toString());
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    disk.forceNames(folder.toString());
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    disk.requirePower();
  }

  @Override
  public boolean exists(Path file) {
    return disk.find(file.toString()) != null;
  }

  @Override
  public long size(Path file) throws IOException {
    disk.requirePower();
    return disk.find(file.toString()).length();
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    disk.requirePower();
    List<Path> found = new ArrayList<>();
    for (String name : disk.all().keySet()) {
      Path path = Path.of(name);
      if (folder.equals(path.getParent())) {
        found.add(path);
      }
    }
    return found;
  }
}
