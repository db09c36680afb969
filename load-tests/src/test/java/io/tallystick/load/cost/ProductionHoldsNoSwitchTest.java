package io.tallystick.load.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No stand-in reaches what {@code ./tallystick} runs, and each still fits its place. */
final class ProductionHoldsNoSwitchTest {
  private static final Path ENGINE = ProbedNode.ROOT.resolve("engine/target");
  private static final Path SCRIPT = ProbedNode.ROOT.resolve("tallystick");

  /** Lines of production's classes that may be missing where nothing is forced. */
  private static final String ABOUT_FORCING = ".*(force|FORCE|syncFolder|FileChannel\\.open\\().*";

  private static String entry(Class<?> one) {
    return one.getName().replace('.', '/') + ".class";
  }

  private static List<Class<?>> replaced() {
    return Arrays.stream(Variant.values()).flatMap(v -> v.replaced().stream()).toList();
  }

  private static List<Path> distribution() throws IOException {
    assumeTrue(Files.isDirectory(ENGINE.resolve("lib")), "the engine is not packaged");
    try (Stream<Path> own = Files.list(ENGINE);
        Stream<Path> libraries = Files.list(ENGINE.resolve("lib"))) {
      return Stream.concat(own, libraries).filter(f -> f.toString().endsWith(".jar")).toList();
    }
  }

  @Test
  void theDistributionHoldsEachReplacedClassOnceAndItIsProductions() throws IOException {
    List<Path> jars = distribution();
    for (Variant variant : Variant.values()) {
      for (Class<?> one : variant.replaced()) {
        byte[] standIn =
            Files.readAllBytes(ProbedNode.PARTS_OFF.resolve(variant.part()).resolve(entry(one)));
        int found = 0;
        for (Path jar : jars) {
          try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry there = zip.getEntry(entry(one));
            if (there != null) {
              found++;
              boolean same = Arrays.equals(zip.getInputStream(there).readAllBytes(), standIn);
              assertThat(same).as("a stand-in in " + jar).isFalse();
            }
          }
        }
        assertThat(found).as(one.getName()).isEqualTo(1);
      }
    }
  }

  @Test
  void theDistributionHoldsNothingOfTheLoadTests() throws IOException {
    for (Path jar : distribution()) {
      assertThat(jar.getFileName().toString()).doesNotContain("load-tests");
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        assertThat(zip.stream().map(ZipEntry::getName))
            .noneMatch(name -> name.startsWith("io/tallystick/load/"))
            .noneMatch(name -> name.contains(Variant.FOLDER))
            .noneMatch(name -> name.endsWith("/UnforcedChannel.class"));
      }
    }
    assertThat(SCRIPT).content().doesNotContain(Variant.FOLDER);
    assertThat(Files.readAllLines(SCRIPT))
        .filteredOn(line -> line.contains("load-tests"))
        .as("the command load is handed over whole; nothing else knows of the load tests")
        .map(String::strip)
        .containsExactly("exec \"$root/load-tests/driver\" \"$@\"");
  }

  @Test
  void theLoadTestsThemselvesRunProductionsClasses() {
    for (Class<?> one : replaced()) {
      assertThat(one.getProtectionDomain().getCodeSource().getLocation().getPath())
          .doesNotContain(Variant.FOLDER)
          .doesNotContain("load-tests/target");
    }
  }

  @Test
  void everythingOnAndJournalOffRunProductionAlone() {
    CostNodes nodes = CostNodes.packaged(Path.of("/checkout"));
    List<String> production = nodes.command(Variant.EVERYTHING_ON).words();
    assertThat(production)
        .endsWith(
            "-cp",
            "/checkout/engine/target/*:/checkout/engine/target/lib/*",
            "io.tallystick.cli.Main");
    assertThat(nodes.command(Variant.JOURNAL_OFF).words()).isEqualTo(production);
    assertThat(CostNodes.arguments(Variant.EVERYTHING_ON)).isEmpty();
    assertThat(CostNodes.arguments(Variant.JOURNAL_OFF)).containsExactly("--without-cassandra");
  }

  @Test
  void measuredNodesGetTheOptionsOfTheScript() throws IOException {
    String script = Files.readString(SCRIPT);
    int from = script.indexOf("server_options=\"") + "server_options=\"".length();
    String options = script.substring(from, script.indexOf('"', from));
    assertThat(options.trim().split("\\s+")).containsExactlyElementsOf(CostNodes.SERVER_OPTIONS);
  }

  @ParameterizedTest
  @EnumSource(names = {"HASHING_OFF", "FSYNC_OFF", "INDEX_OFF"})
  void aStandInHasEveryPublicMemberOfItsClass(Variant variant) throws Exception {
    String classPath = System.getProperty("java.class.path");
    Path standIns = ProbedNode.PARTS_OFF.resolve(variant.part());
    try (URLClassLoader with = loader(standIns + File.pathSeparator + classPath)) {
      for (Class<?> one : variant.replaced()) {
        Class<?> standIn = with.loadClass(one.getName());
        assertThat(standIn).isNotSameAs(one);
        assertThat(members(standIn)).as(one.getName()).isEqualTo(members(one));
      }
    }
  }

  @Test
  void theFilesOfFsyncOffDifferInForcingOnly() throws IOException {
    Path standIns = ProbedNode.ROOT.resolve("load-tests/src/parts-off/fsync");
    for (String file :
        List.of(
            "engine/src/main/java/io/tallystick/ordering/log/DiskLogFiles.java",
            "persistence/src/main/java/io/tallystick/persistence/file/FileAccess.java")) {
      Set<String> missing = code(ProbedNode.ROOT.resolve(file));
      missing.removeAll(code(standIns.resolve(file.substring(file.indexOf("io/tallystick/")))));
      assertThat(missing).as(file).allMatch(line -> line.matches(ABOUT_FORCING));
    }
  }

  private static Set<String> code(Path source) throws IOException {
    return Files.readAllLines(source).stream()
        .map(String::strip)
        .filter(line -> !line.startsWith("*") && !line.startsWith("/*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static URLClassLoader loader(String classPath) throws IOException {
    List<URL> places = new java.util.ArrayList<>();
    for (String place : classPath.split(File.pathSeparator, -1)) {
      places.add(Path.of(place).toUri().toURL());
    }
    return new URLClassLoader(places.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static Set<String> members(Class<?> one) {
    Set<String> members = new TreeSet<>();
    Stream.of(one.getDeclaredConstructors(), one.getDeclaredMethods(), one.getDeclaredFields())
        .flatMap(Arrays::stream)
        .filter(member -> Modifier.isPublic(member.getModifiers()))
        // What a stand-in's method may throw is its own affair.
        .forEach(member -> members.add(member.toString().replaceAll(" throws .*", "")));
    return members;
  }
}
