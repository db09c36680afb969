package io.tallystick.load.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a Markdown page that a program writes anew, between two comment lines; the rest is
 * people's.
 */
public final class MeasuredPart {
  private final String begin;
  private final String end;

  /**
   * @param name tells the parts of one page apart
   */
  public MeasuredPart(String name) {
    begin = "<!-- measured: " + name + ", begin -->";
    end = "<!-- measured: " + name + ", end -->";
  }

  /** Replaces the part; a page without it gets it at its end, a page that is missing is made. */
  public void write(Path page, String text) throws IOException {
    String block = begin + "\n" + text.strip() + "\n" + end;
    if (!Files.exists(page)) {
      Files.writeString(page, block + "\n");
      return;
    }
    String old = Files.readString(page);
    int from = old.indexOf(begin);
    int to = old.indexOf(end);
    Files.writeString(
        page,
        from < 0 || to < from
            ? old.stripTrailing() + "\n\n" + block + "\n"
            : old.substring(0, from) + block + old.substring(to + end.length()));
  }
}
