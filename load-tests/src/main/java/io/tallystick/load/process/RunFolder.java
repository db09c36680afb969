package io.tallystick.load.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a campaign or measurement keeps its data. */
public final class RunFolder {
  private RunFolder() {}

  /**
   * The folder of a run, absolute.
   *
   * @param asked what {@code --data} said; null for one of its own under the checkout
   * @param name the first part of its own folder's name
   */
  public static Path of(Path asked, Path checkout, String name, long seed) {
    Path folder =
        asked == null ? checkout.resolve("load-tests/target/" + name + "-" + seed) : asked;
    return folder.toAbsolutePath().normalize();
  }

  /**
   * Why a run that removes its folder in the end, with all that is in it, cannot take it; or null.
   */
  public static String problem(Path folder) {
    return Files.exists(folder)
        ? folder + " exists: --data must name a folder that does not"
        : null;
  }
}
