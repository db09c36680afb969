package io.tallystick.load.report;

/** Text in HTML and SVG. */
final class Html {
  private Html() {}

  /** Text that is nothing but text, in elements and in quoted attributes. */
  static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
