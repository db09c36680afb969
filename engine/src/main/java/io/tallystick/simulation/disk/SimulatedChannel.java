package io.tallystick.simulation.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A channel to a file of a simulated disk, as far as the stores use one: by position. */
final class SimulatedChannel extends FileChannel {
  private final SimulatedDisk disk;
  private final DiskFile file;

  SimulatedChannel(SimulatedDisk disk, DiskFile file) {
    this.disk = disk;
    this.file = file;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    disk.requirePower();
    return target.hasRemaining() ? file.read(target, position) : 0;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    disk.change();
    return file.write(source, position);
  }

  @Override
  public long size() throws IOException {
    disk.requirePower();
    return file.length();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    disk.change();
    file.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.force(file);
  }

  @Override
  protected void implCloseChannel() {}

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("stores read and write by position");
  }

  @Override
  public int read(ByteBuffer target) {
    throw unsupported();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw unsupported();
  }

  @Override
  public int write(ByteBuffer source) {
    throw unsupported();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw unsupported();
  }

  @Override
  public long position() {
    throw unsupported();
  }

  @Override
  public FileChannel position(long newPosition) {
    throw unsupported();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw unsupported();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw unsupported();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw unsupported();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw unsupported();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw unsupported();
  }
}
