package io.tallystick.ring.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.forward.ForwardMessage.Answer;
import io.tallystick.ring.forward.ForwardMessage.Forward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ForwardCodecPropertyTest {
  private final ForwardSerializer serializer = new ForwardSerializer();
  private final ForwardCodec codec = new ForwardCodec();

  @Property(tries = 300)
  void bodiesComeAsTheyWereSentAndFitTheirBound(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll BodyKind kind,
      @ForAll boolean named,
      @ForAll boolean submitted) {
    Random random = new Random(seed);
    byte[] records = new byte[rows * Body.RECORD_BYTES];
    random.nextBytes(records);
    Body body =
        new Body(
            kind,
            rows,
            records,
            named ? names(random, rows) : List.of(),
            named,
            submitted ? values(random, rows) : List.of(),
            submitted ? Submitter.ofKey(1 + random.nextInt(1_000)) : Submitter.NOBODY);
    Forward sent =
        new Forward(
            random.nextLong(), random.nextLong(), "akka://x", random.nextLong(), rows, body);
    byte[] bytes = serializer.toBinary(sent);
    assertThat(bytes.length).isEqualTo(codec.bytes(sent));
    assertThat(serializer.fromBinary(bytes, ""))
        .usingRecursiveComparison()
        .ignoringFields("body.names")
        .isEqualTo(sent);
    List<String> came = ((Forward) serializer.fromBinary(bytes, "")).body().names();
    boolean anyName = body.names().stream().anyMatch(name -> name != null);
    assertThat(came).isEqualTo(anyName ? body.names() : List.of());
  }

  private static List<String> names(Random random, int rows) {
    String[] names = new String[rows];
    for (int row = 0; row < rows; row++) {
      names[row] = random.nextInt(3) == 0 ? null : "n".repeat(1 + random.nextInt(64));
    }
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  private static List<Body.Value> values(Random random, int rows) {
    List<Body.Value> values = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int kind = 3; kind <= 5; kind++) {
        if (random.nextInt(3) == 0) {
          byte[] bytes = new byte[1 + random.nextInt(1_024)];
          random.nextBytes(bytes);
          values.add(new Body.Value(row, kind, bytes));
        }
      }
    }
    return values;
  }

  @Property(tries = 500)
  void outcomesComeAsTheyWereSentAndFitTheirBound(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll boolean firsts,
      @ForAll boolean balances,
      @ForAll @IntRange(min = 0, max = 4) int refusedOfFour) {
    Random random = new Random(seed);
    long base = random.nextLong();
    int[] results = new int[rows];
    long[] timestamps = new long[rows];
    int[] firstResults = firsts ? new int[rows] : null;
    long[] firstTimestamps = firsts ? new long[rows] : null;
    for (int row = 0; row < rows; row++) {
      boolean plain = random.nextInt(4) >= refusedOfFour;
      results[row] = plain ? 0 : random.nextInt(3);
      timestamps[row] = plain ? base + row : random.nextLong();
      if (firsts && !plain) {
        firstResults[row] = random.nextInt(3);
        firstTimestamps[row] = random.nextInt(3);
      }
    }
    long[] all = balances ? random.longs(rows * 8L).toArray() : null;
    Answer sent =
        new Answer(
            1, 2, new Outcome(base, results, timestamps, firstResults, firstTimestamps, all));
    byte[] bytes = serializer.toBinary(sent);
    assertThat(bytes.length).isLessThanOrEqualTo(codec.bytes(sent));
    assertThat(serializer.fromBinary(bytes, "")).usingRecursiveComparison().isEqualTo(sent);
  }
}
