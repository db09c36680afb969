package io.tallystick.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.node.LogBytes.Batch;
import io.tallystick.node.NodeFixture.Holdings;
import io.tallystick.persistence.file.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A healing that ends in the middle, wherever that is: the next start heals, or refuses. */
class LogHealingCrashTest {
  private static final NodeSettings SETTINGS = NodeFixture.settings(1_024);
  private static final int BATCHES = 8;
  private static final TallystickException FOUND =
      TallystickException.of(ErrorKind.DAMAGED, LogHealing.DAMAGED_CODE, "found");

  @TempDir static Path originals;
  private static Path damaged;
  private static Holdings expected;

  @TempDir Path temporary;

  @BeforeAll
  static void settleAndDamage() throws Exception {
    Path whole = originals.resolve("whole");
    try (LocalNode node = NodeFixture.start(whole, SETTINGS)) {
      NodeFixture.begin(node.url());
      for (int i = 3; i <= BATCHES; i++) {
        NodeFixture.transfers(node.url(), i, 1);
      }
    }
    damaged = originals.resolve("damaged");
    NodeFixture.copyTree(whole, damaged);
    expected = NodeFixture.holdings(whole, SETTINGS, BATCHES);
    // Two batches are only in the log, so that the healed one has to carry them.
    NodeFixture.cutSegments(damaged, BATCHES - 2);
    Batch batch = LogBytes.batches(damaged.resolve("log")).get(3);
    LogBytes.flip(batch.file(), batch.payload() + 50, 4);
  }

  /** Fails at the n-th effect on the file system, before it or after it was done. */
  private static final class Crashing implements FileAccess {
    private final FileAccess real = FileAccess.standard();
    private final boolean afterwards;
    private int left;
    private boolean crashed;

    Crashing(int effect, boolean afterwards) {
      this.left = effect;
      this.afterwards = afterwards;
    }

    private interface Effect {
      void run() throws IOException;
    }

    private void effect(Effect effect) throws IOException {
      left--;
      crashed |= left == 0;
      if (!crashed) {
        effect.run();
      } else if (left == 0 && afterwards) {
        effect.run();
        throw new IOException("crashed after the effect");
      } else {
        throw new IOException("crashed before the effect");
      }
    }

    @Override
    public FileChannel openForReading(Path file) throws IOException {
      return real.openForReading(file);
    }

    @Override
    public FileChannel openForWriting(Path file) throws IOException {
      effect(() -> {});
      return real.openForWriting(file);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      effect(() -> real.replace(from, to));
    }

    @Override
    public void delete(Path file) throws IOException {
      effect(() -> real.delete(file));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      effect(() -> real.forceFolder(folder));
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
      effect(() -> real.makeFolder(folder));
    }
  }

  private static void heal(Path data, FileAccess files) {
    NodeFolder folder = new NodeFolder(data);
    GroupIdentity identity =
        GroupIdentity.read(FileAccess.standard(), folder.identity()).orElseThrow();
    try (LocalStore store = LocalStore.open(folder, SETTINGS, identity, problem -> {})) {
      new LogHealing(folder, NodeOrdering.single(SETTINGS), identity, store, files).heal(FOUND);
    }
  }

  @Test
  void aCrashAtAnyEffectLeavesALogThatTheNextStartHeals() throws Exception {
    int effects = 0;
    boolean whole = false;
    while (!whole) {
      effects++;
      for (boolean afterwards : new boolean[] {false, true}) {
        Path data = temporary.resolve("data-" + effects + afterwards);
        NodeFixture.copyTree(damaged, data);
        Crashing files = new Crashing(effects, afterwards);
        if (catchThrowableOfType(TallystickException.class, () -> heal(data, files)) == null) {
          whole = true;
        }
        assertThat(NodeFixture.holdings(data, SETTINGS, BATCHES))
            .as("effect %d, %s", effects, afterwards ? "done" : "not done")
            .isEqualTo(expected);
        assertThat(data.resolve("log.healing")).doesNotExist();
        assertThat(data.resolve("log.damaged-1")).exists();
        assertThat(data.resolve("log.damaged-2")).doesNotExist();
      }
    }
    assertThat(effects).as("effects on the file system").isGreaterThan(8);
  }

  @Test
  void aLogThatWasHalfMadeIsMadeAnew() throws Exception {
    Path data = temporary.resolve("data");
    NodeFixture.copyTree(damaged, data);
    Path healing = Files.createDirectories(data.resolve("log.healing"));
    Files.write(healing.resolve("segment-0000000000000001.raft"), new byte[100_000]);
    Files.write(healing.resolve("prepared.tmp"), new byte[10]);
    assertThat(NodeFixture.holdings(data, SETTINGS, BATCHES)).isEqualTo(expected);
    assertThat(healing).doesNotExist();
  }

  @Test
  void aHealedLogThatIsNotWholeNeverTakesTheLogsPlace() throws Exception {
    Path data = temporary.resolve("data");
    NodeFixture.copyTree(damaged, data);
    Files.move(data.resolve("log"), data.resolve("log.damaged-1"));
    NodeFixture.copyTree(data.resolve("log.damaged-1"), data.resolve("log.healing"));
    List<String> before = NodeFixture.fingerprint(data.resolve("log.healing"));
    assertThatThrownBy(() -> NodeFixture.start(data, SETTINGS).close())
        .isInstanceOfSatisfying(
            TallystickException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("log_folder_missing");
              assertThat(NodeExit.of(problem)).isEqualTo(NodeExit.DAMAGED);
            });
    assertThat(NodeFixture.fingerprint(data.resolve("log.healing"))).isEqualTo(before);
  }

  @Test
  void aRebuildDoesNotBeginBesideAnUnfinishedHealing() throws Exception {
    NodeFolder folder = new NodeFolder(temporary.resolve("data"));
    Files.createDirectories(folder.root().resolve("log.healing"));
    assertThatThrownBy(() -> DataFolders.requireNoData(folder))
        .isInstanceOfSatisfying(
            TallystickException.class,
            problem -> assertThat(problem.code()).isEqualTo("data_folder_not_empty"));
  }
}
