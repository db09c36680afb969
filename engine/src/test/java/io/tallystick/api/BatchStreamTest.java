package io.tallystick.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscribers see every batch once and in order, or are told that they were too slow. */
final class BatchStreamTest {
  private static final int BUFFER = 64;
  private final List<Socket> sockets = new ArrayList<>();
  private ServerUnderTest server;

  @BeforeEach
  void start() {
    server =
        new ServerUnderTest(
            ApiSettings.development(0).withStreams(new ApiSettings.Streams(2, BUFFER, 200)));
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  /** An open stream, past its response's head. */
  private BufferedReader open(String path, String... headers) throws IOException {
    Socket socket = server.socket();
    sockets.add(socket);
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + server.port
            + "\r\n"
            + String.join("", headers)
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
    for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
      if (line.startsWith("Content-Type")) {
        assertThat(line).contains("text/event-stream");
      }
    }
    return lines;
  }

  /** The heights of the next events. */
  private static List<Long> heights(BufferedReader lines, int count) throws IOException {
    List<Long> heights = new ArrayList<>();
    while (heights.size() < count) {
      String line = lines.readLine();
      if (line.startsWith("id: ")) {
        heights.add(Long.parseLong(line.substring(4)));
        assertThat(lines.readLine()).isEqualTo("event: batch");
        assertThat(lines.readLine())
            .startsWith("data: {\"height\":" + heights.get(heights.size() - 1));
      }
    }
    return heights;
  }

  private static List<Long> range(long from, long to) {
    List<Long> range = new ArrayList<>();
    for (long i = from; i <= to; i++) {
      range.add(i);
    }
    return range;
  }

  @Test
  void without_a_height_the_stream_begins_with_the_next_batch() throws Exception {
    server.engine.sealEmpty(3);
    BufferedReader lines = open("/v1/batches/stream");
    await().until(() -> server.engine.subscriberCount() == 1);
    server.engine.sealEmpty(2);
    assertThat(heights(lines, 2)).containsExactly(4L, 5L);
  }

  @Test
  void from_a_height_on_nothing_is_missing_and_nothing_comes_twice() throws Exception {
    server.engine.sealEmpty(250);
    BufferedReader lines = open("/v1/batches/stream?after=10");
    assertThat(heights(lines, 240)).isEqualTo(range(11, 250));
    await().until(() -> server.engine.subscriberCount() == 1);
    server.engine.sealEmpty(10);
    assertThat(heights(lines, 10)).isEqualTo(range(251, 260));
  }

  @Test
  void batches_sealed_while_a_subscriber_catches_up_are_not_lost() throws Exception {
    server.engine.sealEmpty(1_000);
    BufferedReader lines = open("/v1/batches/stream?after=0");
    for (int i = 0; i < 20; i++) {
      server.engine.sealEmpty(1);
    }
    assertThat(heights(lines, 1_020)).isEqualTo(range(1, 1_020));
  }

  @Test
  void a_subscriber_that_leaves_while_batches_are_sealed_harms_nobody() throws Exception {
    for (int round = 0; round < 40; round++) {
      BufferedReader lines = open("/v1/batches/stream");
      await().until(() -> server.engine.subscriberCount() == 1);
      sockets.get(sockets.size() - 1).close();
      while (server.engine.subscriberCount() > 0) {
        // Throws what a subscriber throws.
        server.engine.sealEmpty(1);
      }
      lines.close();
    }
  }

  @Test
  void the_last_event_id_of_a_reconnection_stands_before_the_address() throws Exception {
    server.engine.sealEmpty(5);
    BufferedReader lines = open("/v1/batches/stream?after=0", "Last-Event-ID: 3\r\n");
    assertThat(heights(lines, 2)).containsExactly(4L, 5L);
  }

  @Test
  void a_comment_is_sent_where_nothing_happens() throws Exception {
    BufferedReader lines = open("/v1/batches/stream");
    String line = lines.readLine();
    while (!line.equals(": heartbeat")) {
      line = lines.readLine();
    }
  }

  @Test
  void a_subscriber_that_does_not_read_is_dropped_and_told_where_to_go_on() throws Exception {
    BufferedReader lines = open("/v1/batches/stream");
    await().until(() -> server.engine.subscriberCount() == 1);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              server.engine.sealEmpty(2_000);
              return server.engine.subscriberCount() == 0;
            });
    long last = 0;
    String line = lines.readLine();
    while (!line.equals("event: dropped")) {
      if (line.startsWith("id: ")) {
        long height = Long.parseLong(line.substring(4));
        assertThat(height).isEqualTo(last == 0 ? height : last + 1);
        last = height;
      }
      line = lines.readLine();
    }
    assertThat(lines.readLine())
        .isEqualTo("data: {\"code\":\"subscriber_too_slow\",\"after\":" + last + "}");
  }

  @Test
  void a_subscriber_that_leaves_is_forgotten_and_makes_room() throws Exception {
    open("/v1/batches/stream");
    open("/v1/batches/stream");
    assertThat(server.get("/v1/batches/stream").statusCode()).isEqualTo(503);
    sockets.get(0).close();
    await().atMost(Duration.ofSeconds(10)).until(() -> server.engine.subscriberCount() == 1);
    open("/v1/batches/stream");
  }

  @Test
  void stopping_ends_the_streams() throws Exception {
    BufferedReader lines = open("/v1/batches/stream");
    long start = System.nanoTime();
    server.server.stop().toCompletableFuture().join();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    while (lines.readLine() != null) {
      // Reads to the end, which comes.
    }
  }
}
