package io.tallystick.load.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.load.process.NodeCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each variant lacks the part that it is to lack and has the others, on real nodes. */
final class PartsOffTest {
  private static final String NO_HASH = "no hash: this node measures only";

  @TempDir Path folder;

  private int verify(ProbedNode node) throws Exception {
    return ProbedNode.command(
        folder.resolve("verify.log"),
        Variant.EVERYTHING_ON,
        "verify",
        "--without-cassandra",
        "--data",
        node.data().toString());
  }

  @Test
  void everythingOnHashesForcesAndKnowsItsIds() throws Exception {
    ProbedNode node = ProbedNode.run(folder, Variant.EVERYTHING_ON);
    assertThat(node.printed()).doesNotContain("worthless");
    assertThat(node.headHashAsText()).isNotEqualTo(NO_HASH);
    assertThat(verify(node)).isZero();
    assertThat(node.forces()).isPositive();
    assertThat(node.secondResult()).isEqualTo("exists");
    assertThat(node.indexBytes()).isPositive();
  }

  @Test
  void withHashingOffHeadersCarryNoHashAndVerificationRefusesThem() throws Exception {
    ProbedNode node = ProbedNode.run(folder, Variant.HASHING_OFF);
    assertThat(node.printed()).contains("HASHING OFF").contains("its data is worthless");
    assertThat(node.headHashAsText()).isEqualTo(NO_HASH);
    assertThat(verify(node)).isNotZero();
    assertThat(node.forces()).isPositive();
    assertThat(node.secondResult()).isEqualTo("exists");
  }

  @Test
  void withFsyncOffNothingIsForced() throws Exception {
    ProbedNode node = ProbedNode.run(folder, Variant.FSYNC_OFF);
    assertThat(node.printed()).contains("FSYNC OFF").contains("its data is worthless");
    assertThat(node.firstResult()).isEqualTo("created");
    assertThat(node.forces()).isZero();
    assertThat(verify(node)).isZero();
    assertThat(node.secondResult()).isEqualTo("exists");
  }

  @Test
  void withTheIndexOffNoIdIsKeptAndNoProductionNodeTakesTheFolder() throws Exception {
    ProbedNode node = ProbedNode.run(folder, Variant.INDEX_OFF);
    assertThat(node.printed()).contains("INDEX OFF").contains("its data is worthless");
    assertThat(node.firstResult()).isEqualTo("created");
    assertThat(node.secondResult()).isEqualTo("created");
    assertThat(node.indexBytes()).isZero();
    assertThat(node.data().resolve("index")).doesNotExist();
    assertThat(node.forces()).isPositive();
    assertThat(verify(node)).isZero();
    Path output = folder.resolve("production.log");
    int exit =
        ProbedNode.command(
            output,
            Variant.EVERYTHING_ON,
            "start",
            "--without-cassandra",
            "--port",
            "0",
            "--data",
            node.data().toString());
    assertThat(exit).isNotZero();
    assertThat(output).content().contains("measures-costs-only");
  }

  @Test
  void aFolderThatHoldsSomethingIsRefusedAndLeftAsItIs() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("group"), "somebody's");
    Path output = folder.resolve("refused.log");
    int exit = ProbedNode.command(output, Variant.INDEX_OFF, "start", "--data", data.toString());
    assertThat(exit).isEqualTo(2);
    assertThat(output).content().contains("is not empty").doesNotContain("worthless");
    assertThat(data.resolve("group")).hasContent("somebody's");
    assertThat(data.toFile().list()).hasSize(1);
  }

  @Test
  void aNodeWhoseClassPathLacksTheStandInsDoesNotStart() throws Exception {
    Path output = folder.resolve("refused.log");
    Path data = folder.resolve("data");
    NodeCommand mixedUp =
        NodeCommand.java(
            ProbedNode.ROOT,
            List.of("-Xmx256m"),
            ProbedNode.PARTS_OFF.resolve("index")
                + java.io.File.pathSeparator
                + System.getProperty("java.class.path"),
            List.of(CostNode.class.getName(), "fsync"));
    Process process = mixedUp.process(output, "start", "--data", data.toString()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output).content().contains("does not fit fsync off");
    assertThat(data).doesNotExist();
  }
}
