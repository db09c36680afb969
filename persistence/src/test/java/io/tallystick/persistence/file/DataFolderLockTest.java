package io.tallystick.persistence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataFolderLockTest {
  /** Takes the folder in a process of its own, says so, and waits to be killed. */
  public static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      DataFolderLock lock = DataFolderLock.take(Path.of(arguments[0]));
      Files.writeString(Path.of(arguments[0], "held"), lock.toString());
      System.in.read();
    }
  }

  private static Process holder(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> Files.exists(folder.resolve("held")) || !process.isAlive());
    if (!process.isAlive()) {
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        throw new AssertionError(output.lines().toList().toString());
      }
    }
    return process;
  }

  @Test
  void aSecondLiveNodeIsRefusedAndToldTheFirstOnesProcess() throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Process other = holder(folder.path());
      try {
        assertThatThrownBy(() -> DataFolderLock.take(folder.path()))
            .hasFieldOrPropertyWithValue("code", "data_folder_in_use")
            .hasMessageContaining("process " + other.pid());
      } finally {
        other.destroyForcibly();
        other.waitFor();
      }
      assertThat(folder.path().resolve(DataFolderLock.OWNER_FILE)).exists();
      DataFolderLock.take(folder.path()).close();
    }
  }

  @Test
  void theSameProcessCannotTakeAFolderTwiceAndItsRefusalKeepsTheFirstLock() throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      try (DataFolderLock lock = DataFolderLock.take(folder.path())) {
        assertThat(lock).isNotNull();
        assertThatThrownBy(() -> DataFolderLock.take(folder.path()))
            .hasFieldOrPropertyWithValue("code", "data_folder_in_use")
            .hasMessageContaining("process " + ProcessHandle.current().pid());
        assertThatThrownBy(() -> holder(folder.path()))
            .hasMessageContaining("is in use by the running process");
      }
      DataFolderLock.take(folder.path()).close();
    }
  }

  @Test
  void whatAKilledNodeWithThisProcessNumberLeftDoesNotBlock() throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Files.writeString(
          folder.path().resolve(DataFolderLock.OWNER_FILE),
          ProcessHandle.current().pid() + " 12345");
      Files.createFile(folder.path().resolve(DataFolderLock.LOCK_FILE));
      DataFolderLock.take(folder.path()).close();
    }
  }
}
