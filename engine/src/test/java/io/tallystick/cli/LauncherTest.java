package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code ./tallystick} in a small copy of the project, with a Maven and Java of ours.
 */
final class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "tallystick").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Path project;
  private Path jdk;
  private Path source;

  private record Run(int exitCode, String output) {}

  @BeforeEach
  void makeProject() throws IOException {
    assumeTrue(Files.isExecutable(SCRIPT) && Files.exists(Path.of("/bin/bash")));
    project = Files.createDirectories(folder.resolve("a project"));
    Files.copy(SCRIPT, project.resolve("tallystick"), StandardCopyOption.COPY_ATTRIBUTES);
    source = project.resolve("engine/src/main/java/A.java");
    Files.createDirectories(source.getParent());
    Files.createDirectories(project.resolve("persistence/cassandra-child"));
    Files.writeString(source, "class A {}");
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.writeString(project.resolve("engine/pom.xml"), "<project/>");
    script(
        project.resolve("mvnw"),
        "echo build >>builds",
        "sleep \"${BUILD_SECONDS:-0}\"",
        "[ -z \"$BUILD_FAILS\" ] || exit 1",
        "mkdir -p engine/target/lib persistence/cassandra-child/target/lib",
        "cat engine/src/main/java/*.java >engine/target/tallystick-engine-1.jar",
        "echo p >engine/target/lib/tallystick-persistence-1.jar");
    jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    release("17.0.15");
    script(jdk.resolve("bin/javac"), "exit 0");
    script(
        jdk.resolve("bin/java"),
        "case \"$*\" in *ArchiveClassesAtExit* | *ClassList*) exit 0 ;; esac",
        "for last in \"$@\"; do :; done",
        "echo \"java $*\"",
        "[ \"$last\" != fail ] || exit 3",
        "[ \"$last\" != terminate ] || kill -TERM $$");
  }

  private void release(String version) throws IOException {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ProcessBuilder launcher(Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().remove("TALLYSTICK_JAVA_OPTS");
    return builder;
  }

  private static Run finish(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    return finish(launcher(project.resolve("tallystick"), arguments));
  }

  private int builds() throws IOException {
    Path builds = project.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  @Test
  void theFirstRunBuildsAndSaysSoAndTheNextOnesDoNot() throws Exception {
    Run first = run("status");
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output())
        .contains("building for the first time")
        .contains("io.tallystick.cli.Main status");
    Run second = run("status", "--json");
    assertThat(second.output()).doesNotContain("building").contains("Main status --json");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void changedNewMovedAndRemovedSourcesAreBuiltAnewButTouchedOnesAreNot() throws Exception {
    run("status");
    Files.writeString(source, "class A { }");
    run("status");
    assertThat(builds()).isEqualTo(2);
    Path other = source.resolveSibling("B.java");
    Files.writeString(other, "class B {}");
    run("status");
    assertThat(builds()).isEqualTo(3);
    Files.delete(other);
    run("status");
    assertThat(builds()).isEqualTo(4);
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    run("status");
    assertThat(builds()).isEqualTo(4);
    Files.writeString(project.resolve("engine/pom.xml"), "<project> </project>");
    run("status");
    assertThat(builds()).isEqualTo(5);
  }

  @Test
  void aJarOfAnotherBuildIsNotTaken() throws Exception {
    run("status");
    Files.writeString(project.resolve("engine/target/tallystick-engine-1.jar"), "something else");
    run("status");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aFailedBuildEndsWithOneAndIsTriedAgain() throws Exception {
    ProcessBuilder failing = launcher(project.resolve("tallystick"), "status");
    failing.environment().put("BUILD_FAILS", "yes");
    Run failed = finish(failing);
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.output()).contains("the build failed").doesNotContain("Main status");
    assertThat(run("status").exitCode()).isZero();
  }

  @Test
  void twoShellsBuildOnce() throws Exception {
    ProcessBuilder slow = launcher(project.resolve("tallystick"), "status");
    slow.environment().put("BUILD_SECONDS", "1");
    Process one = slow.start();
    Process two = slow.start();
    String output =
        new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            + new String(two.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(output).contains("waiting for the build");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aLockWhoseBuilderIsGoneIsTakenOver() throws Exception {
    Path lock = Files.createDirectories(project.resolve("target/launcher.lock"));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    assertThat(run("status").exitCode()).isZero();
    assertThat(Files.exists(lock)).isFalse();
  }

  @Test
  void theExitCodeIsThatOfTheCommand() throws Exception {
    assertThat(run("fail").exitCode()).isEqualTo(3);
    assertThat(run("terminate").exitCode()).isEqualTo(128 + 15);
  }

  @Test
  void itWorksThroughALinkAndFromAnywhereAndKeepsArgumentsAsTheyAre() throws Exception {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Path.of("a project/tallystick"));
    ProcessBuilder builder = launcher(link, "account", "two  words", "*");
    builder.directory(new File("/"));
    Run run = finish(builder);
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("Main account two  words *");
  }

  @Test
  void aServerGetsItsOwnJarsAndOptionsCanBeAdded() throws Exception {
    ProcessBuilder builder = launcher(project.resolve("tallystick"), "start");
    builder.environment().put("TALLYSTICK_JAVA_OPTS", "-Xmx5g -Da=b");
    Run run = finish(builder);
    assertThat(run.output()).contains("-XX:+UseG1GC").contains("-Xmx5g -Da=b").contains("/run/");
    assertThat(run.output()).doesNotContain("lib/tallystick-persistence-1.jar");
  }

  @Test
  void anOldJavaIsRefusedWithWhatToDo() throws Exception {
    release("11.0.2");
    Run run = run("status");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Java 11").contains("17 or later").contains("JAVA_HOME");
    assertThat(builds()).isZero();
  }

  @Test
  void aJavaWithoutACompilerCannotBuild() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));
    Run run = run("status");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("no compiler").contains("JDK 17");
  }
}
