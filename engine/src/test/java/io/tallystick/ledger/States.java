package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.PagedLongs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Compares and copies a ledger's memory, word by word. */
final class States {
  private States() {}

  static long[][] copy(Ledger ledger) {
    LedgerState state = ledger.state();
    long[][] words = new long[LedgerState.SECTIONS][];
    for (int s = 0; s < words.length; s++) {
      PagedLongs section = state.section(s);
      words[s] = new long[(int) (section.pages() * PagedLongs.PAGE_LONGS)];
      for (int i = 0; i < words[s].length; i++) {
        words[s][i] = section.get(i);
      }
    }
    return words;
  }

  static void assertSame(long[][] actual, long[][] expected) {
    for (int s = 0; s < expected.length; s++) {
      if (!Arrays.equals(actual[s], expected[s])) {
        int at = Arrays.mismatch(actual[s], expected[s]);
        assertThat(at).as("first word that differs in section %d", s).isEqualTo(-1);
      }
    }
  }

  /** Pages of a checkpoint on the heap. */
  static final class Pages implements PageSink, PageSource {
    private final Map<Long, long[]> pages = new HashMap<>();
    byte[] meta = new byte[0];

    @Override
    public void page(int section, long page, long[] words, int offset, int longs) {
      long key = ((long) section << 48) | page;
      if (reading) {
        System.arraycopy(pages.get(key), 0, words, offset, longs);
        return;
      }
      long[] before = pages.put(key, Arrays.copyOfRange(words, offset, offset + longs));
      assertThat(before).as("a page is given once").isNull();
    }

    private boolean reading;

    PageSource source() {
      reading = true;
      return this;
    }

    int count() {
      return pages.size();
    }

    @Override
    public byte[] meta() {
      return meta;
    }
  }
}
