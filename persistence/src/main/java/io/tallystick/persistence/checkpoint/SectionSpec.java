package io.tallystick.persistence.checkpoint;

import io.tallystick.base.Checks;

/**
 * One section of a checkpoint: pages of one size.
 *
 * @param name 1 … 32 characters of a-z, 0-9 and '-'
 * @param pageBytes bytes of a page: a multiple of 8, at most {@link #PAGE_BYTES_MAX}
 * @param pages how many pages; 0 …
 */
public record SectionSpec(String name, int pageBytes, long pages) {
  /** Largest page, in bytes. */
  public static final int PAGE_BYTES_MAX = 1 << 22;

  /** Most pages of a section. */
  public static final int PAGES_MAX = 1 << 26;

  public SectionSpec {
    Checks.that(name.matches("[a-z0-9-]{1,32}"), "section name: " + name);
    Checks.inRange(pageBytes, 8, PAGE_BYTES_MAX, "page bytes");
    Checks.that(pageBytes % 8 == 0, "page bytes are a multiple of 8");
    Checks.inRange(pages, 0, PAGES_MAX, "pages");
  }
}
