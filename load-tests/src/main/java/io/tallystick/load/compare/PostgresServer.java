package io.tallystick.load.compare;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.load.process.Programs;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of its own in a new folder, with the settings of {@code compare/postgresql.conf}. It
 * listens on a socket in that folder only, so that nobody else gets in and no port is taken.
 */
final class PostgresServer implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final long READY_MS_MAX = 60_000;
  private static final long STOP_SECONDS_MAX = 120;

  /** Linux gives a socket's path 107 bytes (unix(7)); its name takes the rest. */
  private static final int SOCKET_FOLDER_CHARS_MAX = 85;

  private final PostgresPrograms programs;
  private final Path sockets;
  private final Path log;
  private final Process process;
  private final Thread onExit = new Thread(this::kill, "kill-postgresql");

  private PostgresServer(PostgresPrograms programs, Path sockets, Path log, Process process) {
    this.programs = programs;
    this.sockets = sockets;
    this.log = log;
    this.process = process;
  }

  /** Makes a cluster of databases in a folder that is not there yet, and starts it. */
  static PostgresServer start(PostgresPrograms programs, Path folder) throws IOException {
    programs.makeFolder(folder);
    Path data = folder.resolve("data");
    run(
        programs,
        "initdb",
        List.of(
            "--pgdata=" + data,
            "--no-locale",
            "--encoding=UTF8",
            "--auth=trust",
            "--username=" + SUPERUSER));
    Path sockets = Files.createTempDirectory("pg");
    Required.that(
        sockets.toString().length() <= SOCKET_FOLDER_CHARS_MAX,
        "path_too_long",
        "a socket cannot be in " + sockets);
    programs.makeFolder(sockets);
    Files.writeString(
        data.resolve("postgresql.conf"),
        resource("postgresql.conf") + "unix_socket_directories = '" + sockets + "'\n");
    Path log = folder.resolve("postgresql.log");
    Process process =
        new ProcessBuilder(programs.command("postgres", List.of("-D", data.toString())))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PostgresServer server = new PostgresServer(programs, sockets, log, process);
    Runtime.getRuntime().addShutdownHook(server.onExit);
    server.awaitReady();
    return server;
  }

  private void awaitReady() {
    boolean ready =
        NodeGroup.await(() -> !process.isAlive() || answers(), READY_MS_MAX) && process.isAlive();
    if (!ready) {
      kill();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "postgresql_not_ready", "PostgreSQL did not start; see " + log);
    }
  }

  private boolean answers() {
    try {
      return query("SELECT 1").equals("1");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** What a statement answers, columns by {@code |}; fails with what PostgreSQL says. */
  String query(String statement) throws IOException {
    return run(
            programs,
            "psql",
            List.of("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", host(), "-c", statement))
        .strip();
  }

  /** Where its socket is, as its programs take it. */
  String host() {
    return sockets.toString();
  }

  private static String run(PostgresPrograms programs, String program, List<String> arguments)
      throws IOException {
    List<String> words = new ArrayList<>(programs.command(program, arguments));
    if (!program.equals("initdb")) {
      words.addAll(List.of("-U", SUPERUSER, "postgres"));
    }
    return Programs.run(words.toArray(new String[0]));
  }

  /** A file of {@code compare/} on the class path. */
  static String resource(String name) throws IOException {
    try (InputStream in = PostgresServer.class.getResourceAsStream("/compare/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends it as {@code pg_ctl stop -m fast} does. */
  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      Programs.run("kill", "-INT", Long.toString(process.pid()));
    }
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
    Runtime.getRuntime().removeShutdownHook(onExit);
    FileTree.remove(sockets);
  }
}
