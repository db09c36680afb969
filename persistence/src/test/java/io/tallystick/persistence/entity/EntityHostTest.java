package io.tallystick.persistence.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.persistence.cassandra.CassandraChild;
import io.tallystick.persistence.cassandra.CassandraExtension;
import io.tallystick.persistence.journal.JournalSettings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Entities in Cassandra: what was added is read again, by another host, too. */
@ExtendWith(CassandraExtension.class)
class EntityHostTest {
  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static JournalSettings settings(CassandraChild child) {
    return JournalSettings.at(child.contactPoint(), CassandraChild.DATACENTER);
  }

  @Test
  void eventsOfAnEntityAreReadInOrderByWhoeverOpensItNext(CassandraChild child) throws Exception {
    String id = "main|" + UUID.randomUUID() + "|account-0x07";
    try (EntityHost first = new EntityHost(() -> settings(child))) {
      EntityHost.Handle entity = get(first.open(id));
      assertThat(entity.events()).isEmpty();
      for (byte i = 1; i <= 5; i++) {
        get(entity.append(new byte[] {i, i}, Optional.empty()));
      }
      entity.close();
      assertThat(get(first.open(id)).events()).hasSize(5);
    }
    try (EntityHost second = new EntityHost(() -> settings(child))) {
      EntityHost.Handle entity = get(second.open(id));
      assertThat(entity.events())
          .containsExactlyElementsOf(
              List.of(
                  new byte[] {1, 1},
                  new byte[] {2, 2},
                  new byte[] {3, 3},
                  new byte[] {4, 4},
                  new byte[] {5, 5}));
      get(entity.append(new byte[] {6}, Optional.empty()));
      assertThat(get(second.open(id + "b")).events()).isEmpty();
    }
  }

  @Test
  void onlyWhatFollowsTheNewestSnapshotIsRead(CassandraChild child) throws Exception {
    String id = "main|" + UUID.randomUUID() + "|account-0x08";
    try (EntityHost first = new EntityHost(() -> settings(child))) {
      EntityHost.Handle entity = get(first.open(id));
      assertThat(entity.snapshot()).isEmpty();
      get(entity.append(new byte[] {1}, Optional.empty()));
      assertThat(entity.sinceSnapshot()).isEqualTo(1);
      get(entity.append(new byte[] {2}, Optional.of(new byte[] {1, 2})));
      assertThat(entity.sinceSnapshot()).isZero();
      get(entity.append(new byte[] {3}, Optional.empty()));
      entity.close();
      entity = get(first.open(id));
      assertThat(entity.snapshot()).contains(new byte[] {1, 2});
      assertThat(entity.events()).containsExactly(new byte[] {3});
      assertThat(entity.sinceSnapshot()).isEqualTo(1);
      get(entity.append(new byte[] {4}, Optional.of(new byte[] {1, 2, 3, 4})));
      entity.close();
    }
    try (EntityHost second = new EntityHost(() -> settings(child))) {
      EntityHost.Handle entity = get(second.open(id));
      assertThat(entity.snapshot()).contains(new byte[] {1, 2, 3, 4});
      assertThat(entity.events()).isEmpty();
    }
  }

  @Test
  void withoutCassandraAnEntityIsUnavailable() {
    try (EntityHost host =
        new EntityHost(() -> JournalSettings.at(List.of("127.0.0.1:1")).withPositionFile(null))) {
      assertThatThrownBy(() -> get(host.open("a")))
          .cause()
          .isInstanceOfSatisfying(
              TallystickException.class,
              problem -> assertThat(problem.code()).isEqualTo("policy_unavailable"));
    }
  }
}
