package io.tallystick.ring.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.merkle.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The sealing thread goes on, whatever those do who listen to it. */
final class BatchSubscribersTest {
  private final BatchSubscribers subscribers = new BatchSubscribers();

  private void seal(long height) {
    Hash hash = Hash.OF_NOTHING;
    byte[] header = new byte[BatchHeader.BYTES];
    new BatchHeader(1, 0, new UUID(1, 2), 1, height, 1, 0, 1, 0, 0, 0, hash, hash, hash, hash, 0, 0)
        .encode(header, 0);
    subscribers.sealed(header, new byte[Hash.BYTES]);
  }

  @Test
  void oneThatThrowsIsToldNoMoreAndTheOthersHearAll() throws Exception {
    List<Long> failing = new ArrayList<>();
    List<Long> heard = new ArrayList<>();
    AutoCloseable gone =
        subscribers.add(
            row -> {
              failing.add(row.height());
              throw new IllegalStateException("left");
            });
    subscribers.add(row -> heard.add(row.height()));
    seal(7);
    seal(8);
    assertThat(heard).containsExactly(7L, 8L);
    assertThat(failing).containsExactly(7L);
    gone.close();
  }
}
