package io.tallystick.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.NodeAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterFileTest {
  private static final ClusterPlan PLAN =
      new ClusterPlan(
          Optional.of(3), Optional.of(9_000), Optional.empty(), Optional.of("800m"), "-Da=b");

  @TempDir Path root;

  @Test
  void aPlanGivesEachNodePortsOfItsOwn() {
    ClusterFile file = PLAN.newFile();
    assertThat(file.nodes().stream().map(ClusterFile.Node::httpPort))
        .containsExactly(9_000, 9_001, 9_002);
    assertThat(file.peers().toString())
        .isEqualTo("1=127.0.0.1:9010,2=127.0.0.1:9011,3=127.0.0.1:9012");
    assertThat(file.cassandra().address()).isEqualTo(CassandraChoice.external("127.0.0.1", 9_020));
    assertThat(file.javaOptions()).isEqualTo("-Xms256m -Xmx800m -Da=b");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ClusterFile plain = PLAN.newFile();
    ClusterFile full =
        plain
            .withNode(
                new ClusterFile.Node(
                    4,
                    9_003,
                    new NodeAddress("::1", 9_013),
                    true,
                    new ProcessNote(77, Instant.parse("2026-11-24T10:15:00.123Z"))))
            .withCassandra(
                new ClusterFile.Cassandra(CassandraChoice.external("db", 9_042), 0, 0, null));
    for (ClusterFile file : List.of(plain, full)) {
      ClusterStore store = new ClusterStore(new ClusterFolder(root));
      store.create(file);
      assertThat(store.load()).isEqualTo(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "{\"version\":2}",
        "{\"version\":1,\"cassandra\":{\"mode\":\"maybe\"},\"nodes\":[]}",
        "{\"version\":1,\"cassandra\":{\"mode\":\"none\"},\"nodes\":[{\"node\":0}]}",
      })
  void aFileThatIsNoneIsRefused(String text) throws Exception {
    ClusterFolder folder = new ClusterFolder(root);
    Files.writeString(folder.file(), text);
    assertThatThrownBy(() -> new ClusterStore(folder).load())
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> assertThat(refused.code()).isEqualTo("cluster_file_malformed"));
  }

  @Test
  void changesAtTheSameTimeAreAllKept() throws Exception {
    ClusterStore store = new ClusterStore(new ClusterFolder(root));
    store.create(PLAN.newFile());
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      int node = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                new ClusterStore(new ClusterFolder(root))
                    .update(
                        file ->
                            file.withNode(
                                file.node(node).withProcess(new ProcessNote(node, Instant.EPOCH))));
              });
      threads.add(thread);
      thread.start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(store.load().nodes()).allMatch(node -> node.process() != null);
  }

  @Test
  void aProcessIsOursOnlyIfItStartedWhenWeNotedIt() {
    ProcessNote self = ProcessNote.of(ProcessHandle.current());
    assertThat(self.running()).isPresent();
    assertThat(new ProcessNote(self.pid(), self.started().minusSeconds(60)).running()).isEmpty();
    assertThat(new ProcessNote(self.pid(), self.started().plusSeconds(60)).running()).isEmpty();
  }

  @Test
  void aProcessThatHasEndedDoesNotRun() throws Exception {
    Process process = new ProcessBuilder("true").start();
    ProcessNote note = ProcessNote.of(process.toHandle());
    process.waitFor();
    assertThat(note.running()).isEmpty();
  }
}
