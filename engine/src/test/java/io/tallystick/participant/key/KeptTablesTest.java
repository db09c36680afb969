package io.tallystick.participant.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ledger.Id;
import org.junit.jupiter.api.Test;

/** Which keys have tables, and how many. */
class KeptTablesTest {
  private final KeptTables tables = new KeptTables();
  private final byte[] publicKey = SigningKey.generate().publicKey();

  private TabledKey used(long id, int times) {
    TabledKey last = null;
    for (int i = 0; i < times; i++) {
      last = tables.of(new Id(7, id), publicKey);
    }
    return last;
  }

  @Test
  void aKeyHasATableOnceItWasUsedOften() {
    assertThat(used(1, KeptTables.CREDITS_MAX)).isNull();
    assertThat(used(1, 1)).isNotNull();
    assertThat(used(1, 1)).isSameAs(used(1, 1));
    assertThat(tables.held()).isOne();
  }

  @Test
  void aKeyThatIsUsedNowAndThenDisplacesNoneThatIsUsedAllTheTime() {
    TabledKey table = used(1, 2 * KeptTables.CREDITS_MAX);
    for (int i = 0; i < 10 * KeptTables.CREDITS_MAX; i++) {
      assertThat(used(1 + KeptTables.PLACES, 1)).isNull();
      assertThat(used(1, 2)).isSameAs(table);
    }
  }

  @Test
  void aKeyThatIsUsedTakesThePlaceOfOneThatIsNotAnyMore() {
    used(1, 2 * KeptTables.CREDITS_MAX);
    long other = 1 + KeptTables.PLACES;
    assertThat(used(other, KeptTables.CREDITS_MAX)).isNull();
    assertThat(used(other, KeptTables.CREDITS_MAX + 2)).isNotNull();
    assertThat(used(1, 1)).isNull();
    assertThat(tables.held()).isOne();
  }

  @Test
  void howeverManyKeysAreUsedThereIsABoundToTheirTables() {
    for (int key = 0; key < 2 * KeptTables.PLACES; key++) {
      used(key, 3 * KeptTables.CREDITS_MAX);
      assertThat(tables.held()).isEqualTo(Math.min(key + 1, KeptTables.PLACES));
    }
  }

  @Test
  void keysThatAreUsedOnceEachHaveNone() {
    for (int key = 0; key < 100 * KeptTables.PLACES; key++) {
      assertThat(used(key, 1)).isNull();
    }
    assertThat(tables.held()).isZero();
  }
}
