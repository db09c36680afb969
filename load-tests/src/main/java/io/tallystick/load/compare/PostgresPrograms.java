package io.tallystick.load.compare;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where PostgreSQL's programs are, and as whom they run: its server refuses to be root's.
 *
 * @param bin the folder of the programs
 * @param user whom to run them as; empty for whoever runs this
 */
record PostgresPrograms(Path bin, String user) {
  /** Where Debian's packages put them, one folder for each major version. */
  static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private static final String USER = "postgres";
  private static final List<String> NEEDED = List.of("initdb", "postgres", "psql", "pgbench");

  /** Those of the newest version under a folder; empty if none has all of them. */
  static Optional<PostgresPrograms> find(Path versions) {
    try (Stream<Path> folders = Files.list(versions)) {
      return folders
          .map(version -> version.resolve("bin"))
          .filter(bin -> NEEDED.stream().allMatch(name -> Files.isExecutable(bin.resolve(name))))
          .max(Comparator.comparingDouble(PostgresPrograms::version))
          .map(bin -> new PostgresPrograms(bin, isRoot() ? USER : ""));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Debian's, or the failure that says what to do. */
  static PostgresPrograms require() {
    return find(DEBIAN)
        .orElseThrow(
            () ->
                TallystickException.of(
                    ErrorKind.UNAVAILABLE,
                    "postgresql_missing",
                    "no PostgreSQL under " + DEBIAN + ": apt-get install postgresql"));
  }

  private static double version(Path bin) {
    String name = bin.getParent().getFileName().toString();
    return name.matches("[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(name) : 0;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** The words that run one of the programs. */
  List<String> command(String program, List<String> arguments) {
    List<String> words = new ArrayList<>();
    if (!user.isEmpty()) {
      words.addAll(
          List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--"));
    }
    words.add(bin.resolve(program).toString());
    words.addAll(arguments);
    return words;
  }

  /** Makes a folder that the programs' user owns. */
  void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!user.isEmpty()) {
      UserPrincipal owner =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
      Files.setOwner(folder, owner);
    }
  }

  /** For people: the version's folder name, such as 15. */
  String version() {
    return bin.getParent().getFileName().toString();
  }
}
