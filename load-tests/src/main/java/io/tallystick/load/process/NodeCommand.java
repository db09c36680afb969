package io.tallystick.load.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a command of {@code ./tallystick} is started: through the script, or as a Java process of its
 * own.
 *
 * @param root the checkout
 * @param prefix the words before the command's own
 * @param environment over that of this process
 */
public record NodeCommand(Path root, List<String> prefix, Map<String, String> environment) {
  /** Options of the JVM that the script adds. */
  private static final String JAVA_OPTIONS = "TALLYSTICK_JAVA_OPTS";

  public NodeCommand {
    prefix = List.copyOf(prefix);
    environment = Map.copyOf(environment);
  }

  /** The same with further options of the JVM, without spaces in any. */
  public NodeCommand withJavaOptions(List<String> options) {
    if (isScript()) {
      return new NodeCommand(root, prefix, Map.of(JAVA_OPTIONS, String.join(" ", options)));
    }
    List<String> words = new ArrayList<>(prefix);
    words.addAll(1, options);
    return new NodeCommand(root, words, environment);
  }

  private boolean isScript() {
    return prefix.size() == 1;
  }

  /** By the script at the checkout's root. */
  public static NodeCommand script(Path root) {
    return new NodeCommand(root, List.of(root.resolve("tallystick").toString()), Map.of());
  }

  /**
   * By the Java that runs this.
   *
   * @param main the main class, and the words before the command's own
   */
  public static NodeCommand java(
      Path root, List<String> jvmOptions, String classPath, List<String> main) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(jvmOptions);
    words.addAll(List.of("-cp", classPath));
    words.addAll(main);
    return new NodeCommand(root, words, Map.of());
  }

  /** All words of a command line. */
  public List<String> words(String... arguments) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of(arguments));
    return words;
  }

  /** A process to be started from the checkout, both outputs appended to a file. */
  public ProcessBuilder process(Path output, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(words(arguments));
    builder.environment().putAll(environment);
    return builder
        .directory(root.toFile())
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
  }
}
