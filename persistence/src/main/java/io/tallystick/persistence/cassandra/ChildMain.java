package io.tallystick.persistence.cassandra;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Main class of the child JVM. It ties the server's life to its parent's and then runs the server.
 *
 * <p>Standard input is a pipe whose other end only the parent holds, so that the kernel closes it
 * however the parent ends, kill -9 included; its end of file stops this process. It uses nothing
 * but the JDK, since it runs on the server's class path.
 *
 * <p>Arguments: lock file, name of the server's main class.
 */
public final class ChildMain {
  /** Exit status when another process still holds the folder. */
  static final int EXIT_FOLDER_BUSY = 75;

  /** How long an earlier process may take to let go of the folder, in ms. */
  private static final long LOCK_WAIT_MS = 20_000;

  private static final long LOCK_RETRY_MS = 100;

  /** How long an orderly exit may take once the parent is gone, in ms; then the JVM is halted. */
  private static final long EXIT_MS = 8_000;

  private ChildMain() {}

  /** Starts the watch and then the server. */
  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    // Ctrl-C and a closed terminal reach the whole process group: the parent decides what they
    // mean, and it still wants to write to this server while it stops.
    ignore("INT");
    ignore("HUP");
    watchParent(System.in);
    FileLock lock = lock(Path.of(args[0]));
    if (lock == null) {
      System.err.println("Another process holds " + args[0]);
      System.exit(EXIT_FOLDER_BUSY);
    }
    // The server is not on this class's compile-time class path.
    Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
  }

  private static void ignore(String signal) {
    try {
      Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
    } catch (IllegalArgumentException e) {
      // Not every platform has every signal; without it the child ends together with its parent.
      System.err.println("Signal " + signal + " cannot be ignored here: " + e.getMessage());
    }
  }

  /** The lock, held until the process ends, or null if the folder stayed busy. */
  private static FileLock lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOCK_WAIT_MS);
    FileLock lock = channel.tryLock();
    while (lock == null && System.nanoTime() < deadline) {
      pause(LOCK_RETRY_MS);
      lock = channel.tryLock();
    }
    return lock;
  }

  private static void watchParent(InputStream parent) {
    PrintStream console = System.err;
    Thread watch =
        new Thread(
            () -> {
              try {
                while (parent.read() >= 0) {
                  // Nothing is ever sent; only the end of the stream means something.
                }
              } catch (IOException e) {
                console.println("The pipe to the parent broke: " + e.getMessage());
              }
              console.println("The parent process ended; stopping.");
              exit();
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void exit() {
    Thread exit = new Thread(() -> System.exit(0), "parent-watch-exit");
    exit.setDaemon(true);
    exit.start();
    pause(EXIT_MS);
    // Every acknowledged write is in the synced commit log: a halt loses nothing.
    Runtime.getRuntime().halt(1);
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
