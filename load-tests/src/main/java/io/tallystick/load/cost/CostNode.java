package io.tallystick.load.cost;

import io.tallystick.cli.Main;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The process of a node that lacks a part: {@code CostNode PART start --data FOLDER …}, the rest as
 * {@code ./tallystick start} takes it. It runs on an empty folder only, and only if the class path
 * takes away exactly the part that is named.
 */
public final class CostNode {
  private static final int WRONG_USAGE = 2;
  private static final String START = "start";
  private static final String DATA = "--data";

  /** A ledger group of its own, so that no production node takes such a folder for a ledger. */
  private static final String GROUP_PROPERTY = "tallystick.group.name";

  private static final String GROUP = "measures-costs-only";

  private CostNode() {}

  public static void main(String[] arguments) throws IOException {
    String problem = problem(arguments);
    if (problem != null) {
      System.err.println("cost node: " + problem);
      System.exit(WRONG_USAGE);
    }
    warn(System.err, Variant.without(arguments[0]).orElseThrow());
    System.setProperty(GROUP_PROPERTY, GROUP);
    Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  /** Why such a node must not be started, or null. */
  private static String problem(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    Variant variant = words.isEmpty() ? null : Variant.without(words.get(0)).orElse(null);
    int data = words.indexOf(DATA);
    if (variant == null || !variant.hasStandIns()) {
      return "the first word must be hashing, fsync or index";
    }
    if (words.size() < 2 || !words.get(1).equals(START) || data < 0 || data + 1 == words.size()) {
      return "after the part: start --data FOLDER …";
    }
    Path folder = Path.of(words.get(data + 1));
    return isEmpty(folder) ? wrongClassPath(variant) : folder + " is not empty";
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static String wrongClassPath(Variant wanted) {
    for (Variant variant : Variant.values()) {
      for (Class<?> one : variant.replaced()) {
        if (isStandIn(one) != (variant == wanted)) {
          return one.getName()
              + (variant == wanted ? " is production's" : " is not production's")
              + ": the class path does not fit "
              + wanted.title();
        }
      }
    }
    return null;
  }

  private static boolean isStandIn(Class<?> one) {
    CodeSource source = one.getProtectionDomain().getCodeSource();
    return source != null && source.getLocation().getPath().contains("/" + Variant.FOLDER + "/");
  }

  private static void warn(PrintStream out, Variant variant) {
    String line = "*".repeat(78);
    out.println(line);
    out.println("***  " + variant.title().toUpperCase(java.util.Locale.ROOT));
    out.println("***  This node only measures what a part costs. It keeps no promise of a ledger,");
    out.println("***  and its data is worthless: throw it away.");
    out.println(line);
    out.flush();
  }
}
