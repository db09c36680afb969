package io.tallystick.load.cost;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.process.NodeCommand;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the node of each variant is started; all with the same Java, options and classes, but for
 * what stands before them.
 *
 * @param root the checkout
 * @param jvmOptions options of every node's JVM
 * @param production class path of production
 * @param partsOff folder with the stand-ins
 */
record CostNodes(Path root, List<String> jvmOptions, String production, Path partsOff) {
  /** Those of {@code ./tallystick start}. */
  static final List<String> SERVER_OPTIONS =
      List.of(
          "-Xms512m",
          "-Xmx2g",
          "-XX:+UseG1GC",
          "-XX:G1HeapRegionSize=4m",
          "-XX:MaxHeapFreeRatio=100",
          "-XX:+ExitOnOutOfMemoryError",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

  private static final String PRODUCTION_MAIN = "io.tallystick.cli.Main";

  /** As they were packaged in a checkout. */
  static CostNodes packaged(Path root) {
    return new CostNodes(
        root,
        SERVER_OPTIONS,
        root + "/engine/target/*" + File.pathSeparator + root + "/engine/target/lib/*",
        root.resolve("load-tests/target").resolve(Variant.FOLDER));
  }

  NodeCommand command(Variant variant) {
    if (!variant.hasStandIns()) {
      return NodeCommand.java(root, jvmOptions, production, List.of(PRODUCTION_MAIN));
    }
    Path standIns = partsOff.resolve(variant.part());
    if (!Files.isDirectory(standIns)) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "stand_ins_missing", standIns + " is missing; build load-tests");
    }
    return NodeCommand.java(
        root,
        jvmOptions,
        String.join(File.pathSeparator, standIns.toString(), production, own()),
        List.of(CostNode.class.getName(), variant.part()));
  }

  /** Arguments of {@code start} beside those that every variant gets. */
  static List<String> arguments(Variant variant) {
    List<String> arguments = new ArrayList<>();
    if (variant == Variant.JOURNAL_OFF) {
      arguments.add("--without-cassandra");
    }
    return arguments;
  }

  /** Where the load tests' own classes are. */
  private static String own() {
    try {
      return Path.of(CostNode.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "class_path_unknown", "cannot tell where the load tests are", e);
    }
  }
}
