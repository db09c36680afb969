package io.tallystick.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class CassandraChildTest {
  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path folder;

  @Test
  void aChildAnswersEndsCleanlyKeepsItsPortsAndStartsFasterFromItsArchive() {
    CassandraChildSettings settings =
        CassandraExtension.settings(folder.resolve("a folder")).withSharedArchive(true);
    List<StartProgress.Phase> phases = new ArrayList<>();
    int port;
    long pid;
    long firstStart = System.nanoTime();
    try (CassandraChild child =
        CassandraChild.start(settings, (phase, elapsedMs) -> phases.add(phase))) {
      report("first start", firstStart);
      port = child.contactPoint().getPort();
      pid = child.pid();
      assertThat(CqlProbe.answers(port)).isTrue();
      assertThat(phases).endsWith(StartProgress.Phase.READY);
      firstStart = System.nanoTime();
    }
    report("first stop", firstStart);
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(settings.folder().resolve("run/classes.jsa")).exists();
    long start = System.nanoTime();
    try (CassandraChild again = CassandraChild.start(settings, StartProgress.SILENT)) {
      report("second start", start);
      assertThat(again.contactPoint().getPort()).isEqualTo(port);
      start = System.nanoTime();
    }
    report("second stop", start);
    CassandraChild.removeFolder(settings.folder());
    assertThat(settings.folder()).doesNotExist();
  }

  @Test
  void aChildThatIsBegunComesUpBesideItsCallerOnceWhatKeepsItIsGone() throws Exception {
    CassandraChildSettings settings = CassandraExtension.settings(folder.resolve("begun"));
    Path held = settings.folder().resolve("run/child.lock");
    ChildFolder.open(settings.folder()).close();
    try (FileChannel channel =
            FileChannel.open(held, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      try (CassandraChild child = CassandraChild.begin(settings, StartProgress.SILENT)) {
        assertThat(child.awaitUp(200)).isFalse();
        assertThat(child.trouble()).isEqualTo("is starting");
        assertThatThrownBy(child::contactPoint)
            .isInstanceOfSatisfying(
                TallystickException.class,
                e -> assertThat(e.code()).isEqualTo("cassandra_unreachable"));
        lock.release();
        assertThat(child.awaitUp(90_000)).isTrue();
        assertThat(CqlProbe.answers(child.contactPoint().getPort())).isTrue();
        assertThat(child.trouble()).isEmpty();
      }
    }
    try (CassandraChild closedAtOnce = CassandraChild.begin(settings, StartProgress.SILENT)) {
      assertThat(closedAtOnce.awaitUp(1)).isFalse();
    }
    assertThat(
            OrphanProcess.find(
                settings.folder().resolve("run/child.properties"), settings.folder()))
        .isEmpty();
  }

  private static void report(String what, long startNanos) {
    org.slf4j.LoggerFactory.getLogger(CassandraChildTest.class)
        .info("{}: {} ms", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
  }

  @Test
  void aChildEndsWithItsParentEvenAfterKill9AndTwoRunSideBySide() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Process firstParent = startParent(one);
    Process secondParent = startParent(two);
    ProcessHandle first = childOf(one);
    ProcessHandle second = childOf(two);
    firstParent.destroyForcibly();
    await().atMost(Duration.ofSeconds(20)).until(() -> !first.isAlive());
    assertThat(second.isAlive()).isTrue();

    // A stopped child cannot see that its parent is gone: the next start has to end it.
    new ProcessBuilder("kill", "-STOP", Long.toString(second.pid())).start().waitFor();
    secondParent.destroyForcibly();
    secondParent.waitFor();
    assertThat(second.isAlive()).isTrue();
    List<StartProgress.Phase> phases = new ArrayList<>();
    try (CassandraChild next =
        CassandraChild.start(
            CassandraExtension.settings(two), (phase, elapsedMs) -> phases.add(phase))) {
      assertThat(second.isAlive()).isFalse();
      assertThat(next.isAlive()).isTrue();
      assertThat(phases).startsWith(StartProgress.Phase.ENDING_ORPHAN);

      long before = next.pid();
      ProcessHandle.of(before).orElseThrow().destroyForcibly();
      int port = next.contactPoint().getPort();
      await().atMost(Duration.ofSeconds(60)).until(() -> next.pid() != before);
      await().atMost(Duration.ofSeconds(60)).until(() -> CqlProbe.answers(port));

      assertThatThrownBy(
              () -> CassandraChild.start(CassandraExtension.settings(two), StartProgress.SILENT))
          .isInstanceOfSatisfying(
              TallystickException.class,
              e -> assertThat(e.code()).isEqualTo("cassandra_folder_in_use"));
      assertThatThrownBy(() -> CassandraChild.removeFolder(two))
          .isInstanceOfSatisfying(
              TallystickException.class,
              e -> assertThat(e.code()).isEqualTo("cassandra_folder_in_use"));
    }
  }

  private static Process startParent(Path child) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            ChildStarter.class.getName(),
            child.toString(),
            child + ".pid");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Path.of(child + ".out").toFile())
        .start();
  }

  private static ProcessHandle childOf(Path child) throws IOException {
    Path file = Path.of(child + ".pid");
    await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(file));
    return ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow();
  }

  @Test
  void aFixedPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CassandraChildSettings settings =
          CassandraExtension.settings(folder.resolve("c")).withPorts(taken.getLocalPort(), 0);
      assertThatThrownBy(() -> CassandraChild.start(settings, StartProgress.SILENT))
          .isInstanceOfSatisfying(
              TallystickException.class,
              e -> assertThat(e.code()).isEqualTo("cassandra_port_in_use"))
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void aFailedStartSaysWhereTheLogIsAndItsLastLines() throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    Path server =
        CassandraJars.find(java.util.Optional.empty()).stream()
            .filter(jar -> jar.getFileName().toString().startsWith("cassandra-all-"))
            .findFirst()
            .orElseThrow();
    Files.copy(server, jars.resolve(server.getFileName()));
    CassandraChildSettings settings =
        CassandraExtension.settings(folder.resolve("c")).withJars(jars);
    assertThatThrownBy(() -> CassandraChild.start(settings, StartProgress.SILENT))
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> assertThat(e.code()).isEqualTo("cassandra_start_failed"))
        .hasMessageContaining(settings.folder().resolve("log/console.log").toString())
        .hasMessageContaining("NoClassDefFoundError");
  }

  @Test
  void aFolderOfAnotherReleaseAStrangersFolderAndAFolderThatCannotBeMadeAreRefused()
      throws IOException {
    Path other = folder.resolve("other");
    ChildFolder.open(other).close();
    Files.writeString(other.resolve("version"), "3.11");
    assertRefused(other, "cassandra_folder_version");

    Path strangers = Files.createDirectories(folder.resolve("strangers"));
    Files.writeString(strangers.resolve("letter.txt"), "dear");
    assertRefused(strangers, "cassandra_folder_foreign");
    assertThatThrownBy(() -> CassandraChild.removeFolder(strangers))
        .isInstanceOf(TallystickException.class);
    assertThat(strangers.resolve("letter.txt")).exists();

    assertRefused(strangers.resolve("letter.txt/below"), "cassandra_folder_unusable");
  }

  private static void assertRefused(Path path, String code) {
    assertThatThrownBy(
            () -> CassandraChild.start(CassandraExtension.settings(path), StartProgress.SILENT))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
