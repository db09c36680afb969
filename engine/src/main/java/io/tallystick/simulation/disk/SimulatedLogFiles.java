package io.tallystick.simulation.disk;

import io.tallystick.ordering.log.LogFile;
import io.tallystick.ordering.log.LogFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The ordering log's folder on a simulated disk. */
public final class SimulatedLogFiles implements LogFiles {
  private final SimulatedDisk disk;
  private final String folder;

  /** A folder such as {@code /log}. */
  public SimulatedLogFiles(SimulatedDisk disk, String folder) {
    this.disk = disk;
    this.folder = folder;
  }

  private String path(String name) {
    return folder + "/" + name;
  }

  @Override
  public List<String> names() throws IOException {
    disk.requirePower();
    List<String> found = new ArrayList<>();
    for (String path : disk.all().keySet()) {
      if (path.startsWith(folder + "/")) {
        found.add(path.substring(folder.length() + 1));
      }
    }
    return found;
  }

  @Override
  public LogFile create(String name, long bytes) throws IOException {
    DiskFile file = disk.create(path(name), (int) bytes);
    return new File(disk, name, file);
  }

  @Override
  public LogFile open(String name) throws IOException {
    disk.requirePower();
    return new File(disk, name, disk.find(path(name)));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(path(from), path(to));
    disk.forceNames(folder);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(path(name));
  }

  @Override
  public String describe() {
    return "(simulated) " + folder;
  }

  @Override
  public void close() {}

  private record File(SimulatedDisk disk, String name, DiskFile file) implements LogFile {
    @Override
    public long size() throws IOException {
      disk.requirePower();
      return file.length();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      disk.change();
      file.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      disk.requirePower();
      return Math.max(0, file.read(target, position));
    }

    @Override
    public void force() throws IOException {
      disk.force(file);
    }

    @Override
    public void close() {}
  }
}
