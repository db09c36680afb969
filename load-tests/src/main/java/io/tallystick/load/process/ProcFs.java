package io.tallystick.load.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code /proc}. Where something is not there, or not Linux, the answer is empty. */
public final class ProcFs {
  /** Linux reports processor time to user programs in hundredths of a second (USER_HZ). */
  private static final long NANOS_PER_TICK = 10_000_000L;

  private static final int STAT_USER_TIME = 11;
  private static final int STAT_SYSTEM_TIME = 12;
  private static final long KIB = 1_024;
  private static final String LISTEN = "0A";
  private static final int TCP_LOCAL = 1;
  private static final int TCP_STATE = 3;
  private static final int TCP_INODE = 9;

  /** The system property by which a node's child can be told from other Java processes. */
  private static final String CASSANDRA_MARK = "-Dtallystick.cassandra.child=";

  private ProcFs() {}

  /**
   * One thread of a process.
   *
   * @param name at most 15 characters of it
   * @param cpuNanos user and system time that it has used (steps of 10 ms)
   */
  public record ThreadUse(String name, long cpuNanos) {
    private static ThreadUse of(String stat) {
      // The name may hold blanks and parentheses; fields are counted behind it.
      int nameEnd = stat.lastIndexOf(')');
      String[] fields = stat.substring(nameEnd + 2).split(" ");
      long ticks =
          Long.parseLong(fields[STAT_USER_TIME]) + Long.parseLong(fields[STAT_SYSTEM_TIME]);
      return new ThreadUse(stat.substring(stat.indexOf('(') + 1, nameEnd), ticks * NANOS_PER_TICK);
    }
  }

  /** User and system time that the process has used, in nanoseconds (steps of 10 ms). */
  public static OptionalLong cpuNanos(long pid) {
    try {
      String stat = text(Path.of("/proc", Long.toString(pid), "stat"));
      return OptionalLong.of(ThreadUse.of(stat).cpuNanos());
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  /** The threads of a process by their numbers; empty if it is gone. */
  public static Map<Long, ThreadUse> threads(long pid) {
    Map<Long, ThreadUse> threads = new HashMap<>();
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
      for (Path folder : folders) {
        addThread(folder, threads);
      }
    } catch (IOException e) {
      return Map.of();
    }
    return threads;
  }

  private static void addThread(Path folder, Map<Long, ThreadUse> threads) {
    try {
      threads.put(
          Long.parseLong(folder.getFileName().toString()),
          ThreadUse.of(text(folder.resolve("stat"))));
    } catch (IOException | RuntimeException e) {
      // It ended while the folder was read: its time is not known.
      return;
    }
  }

  /** Lines of a table of the whole machine, such as {@code stat}; empty where there is none. */
  public static List<String> lines(String table) {
    try {
      return Files.readAllLines(Path.of("/proc", table));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Resident memory in bytes. */
  public static OptionalLong residentBytes(long pid) {
    return statusField(pid, "VmRSS:");
  }

  /** Highest resident memory since the process started, in bytes. */
  public static OptionalLong residentBytesPeak(long pid) {
    return statusField(pid, "VmHWM:");
  }

  private static OptionalLong statusField(long pid, String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(name)) {
          String[] parts = line.trim().split("\\s+");
          return OptionalLong.of(Long.parseLong(parts[1]) * KIB);
        }
      }
      return OptionalLong.empty();
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  /** The process that listens on a TCP port of this machine. */
  public static OptionalLong listener(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      addListeners(Path.of(table), port, sockets);
    }
    return sockets.isEmpty() ? OptionalLong.empty() : owner(sockets);
  }

  private static void addListeners(Path table, int port, Set<String> sockets) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] fields = line.trim().split("\\s+");
        if (fields.length > TCP_INODE
            && fields[TCP_LOCAL].endsWith(suffix)
            && fields[TCP_STATE].equals(LISTEN)) {
          sockets.add("socket:[" + fields[TCP_INODE] + "]");
        }
      }
    } catch (IOException e) {
      // Not Linux, or no such protocol: nobody is found there.
      return;
    }
  }

  private static OptionalLong owner(Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file)
            && sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      // Ended meanwhile, or another user's.
      return false;
    }
    return false;
  }

  /** Whether a process is a Cassandra that some node started. */
  public static boolean isCassandraChild(long pid) {
    return commandLine(pid).contains(CASSANDRA_MARK);
  }

  /** The Cassandra among the process's descendants. */
  public static OptionalLong cassandraOf(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .mapToLong(ProcessHandle::pid)
        .filter(ProcFs::isCassandraChild)
        .findFirst();
  }

  /** The words of the command that started the process, blank between them; empty if gone. */
  public static String commandLine(long pid) {
    try {
      return text(Path.of("/proc", Long.toString(pid), "cmdline")).replace('\0', ' ').trim();
    } catch (IOException e) {
      return "";
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
