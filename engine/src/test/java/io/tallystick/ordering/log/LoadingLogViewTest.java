package io.tallystick.ordering.log;

import static io.tallystick.ordering.log.TestLog.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.simulation.SimulatedFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is fetched from the files while the log changes. */
class LoadingLogViewTest {
  private final SimulatedFiles files = new SimulatedFiles();
  private final TestLog log = new TestLog(files);
  private final Deque<Runnable> toLoad = new ArrayDeque<>();
  private final Deque<LoadingLogView.Chunk> loaded = new ArrayDeque<>();
  private final LoadingLogView view = new LoadingLogView(log.store, toLoad::add, loaded::add);

  private void ask(long index) {
    assertThat(view.entries(index, 1_000)).isEmpty();
  }

  private void load() {
    toLoad.remove().run();
    view.loaded(loaded.remove());
  }

  private List<String> texts(long index) {
    return view.entries(index, 1_000).stream().map(TestLog::text).toList();
  }

  private void flipBitOf(String text) {
    for (String name : files.names()) {
      int at = new String(files.durable(name), StandardCharsets.ISO_8859_1).indexOf(text);
      if (at >= 0) {
        files.flipBit(name, at, 3);
        return;
      }
    }
    throw new AssertionError("no file holds " + text);
  }

  @Test
  void entriesThatLeftMemoryComeFromTheFiles() {
    log.append(1, "a", "b", "c");
    log.commit();
    ask(2);
    load();
    assertThat(texts(2)).containsExactly("b", "c");
  }

  @Test
  void entriesTakenBackBeforeTheyWereFetchedAreNoDamage() {
    log.append(1, "a", "b", "c");
    log.commit();
    ask(3);
    log.accept(2, new HardState(2, null, 1), entry(2, 2, "other"));
    log.commit();
    load();
    assertThat(view.lastIndex()).isEqualTo(2);
  }

  @Test
  void entriesThatCameBackSinceAreFetchedWhenAskedForAgain() {
    log.append(1, "a", "b", "c");
    log.commit();
    ask(3);
    log.accept(2, new HardState(2, null, 1));
    log.commit();
    toLoad.remove().run();
    log.accept(0, new HardState(3, null, 1), entry(2, 1, "b"), entry(3, 1, "c"));
    log.commit();
    view.loaded(loaded.remove());
    ask(3);
    load();
    assertThat(texts(3)).containsExactly("c");
  }

  @Test
  void entriesThatAreNotInTheFilesThoughTheLogHoldsThemAreDamage() {
    log.append(1, "a", "an entry that rots", "c");
    log.commit();
    flipBitOf("an entry that rots");
    ask(2);
    assertThatThrownBy(this::load)
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED));
  }
}
