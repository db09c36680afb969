package io.tallystick.ordering.transport;

import com.typesafe.config.Config;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.RaftSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits of remoting that the core's bounds have to fit: what does not fit would be dropped
 * without a word, again and again.
 *
 * @param remoting whether there is any
 * @param frameBytes largest message of the ordinary lane, with its envelope
 * @param frames pooled buffers of that size
 * @param largeFrameBytes largest message of the lane for large ones, with its envelope
 * @param largeFrames pooled buffers of that size
 * @param largeQueue messages that may wait in that lane for one peer
 * @param largeDestinations paths of actors that are reached by that lane
 * @param directBytesMax memory outside the heap that buffers may take
 */
record TransportLimits(
    boolean remoting,
    long frameBytes,
    long frames,
    long largeFrameBytes,
    long largeFrames,
    int largeQueue,
    List<String> largeDestinations,
    long directBytesMax) {
  /** Room for Akka's own envelope: two actor paths, serializer, uid. */
  static final int ENVELOPE_BYTES = 4 << 10;

  /** Pooled buffers may take at most one part in so many of the memory outside the heap. */
  private static final int DIRECT_SHARE = 2;

  private static final String ADVANCED = "akka.remote.artery.advanced.";

  static TransportLimits of(Config config) {
    String provider = config.getString("akka.actor.provider");
    if (provider.equals("local")) {
      return new TransportLimits(false, 0, 0, 0, 0, 0, List.of(), 0);
    }
    return new TransportLimits(
        true,
        config.getBytes(ADVANCED + "maximum-frame-size"),
        config.getInt(ADVANCED + "buffer-pool-size"),
        config.getBytes(ADVANCED + "maximum-large-frame-size"),
        config.getInt(ADVANCED + "large-buffer-pool-size"),
        config.getInt(ADVANCED + "outbound-large-message-queue-size"),
        config.getStringList("akka.remote.artery.large-message-destinations"),
        DirectMemory.bytesMax());
  }

  /** Every rule that is broken, in words. */
  List<String> problems(RaftSettings raft, String appendPath) {
    List<String> found = new ArrayList<>();
    if (!remoting) {
      found.add("akka.actor.provider must be cluster for a group with a transport");
      return found;
    }
    long largest =
        (long) Math.max(raft.entryBytesMax(), raft.appendBytesMax())
            + (long) RaftMessage.AppendRequest.ENTRIES_MAX * RaftMessageCodec.ENTRY_HEAD_BYTES
            + RaftMessageCodec.CONTROL_BYTES_MAX
            + ENVELOPE_BYTES;
    require(
        found,
        largeFrameBytes >= largest,
        ADVANCED
            + "maximum-large-frame-size = "
            + largeFrameBytes
            + " must hold the largest append message, "
            + largest
            + " bytes");
    require(
        found,
        largeQueue > raft.followerWindowAppends(),
        ADVANCED
            + "outbound-large-message-queue-size = "
            + largeQueue
            + " must be above raft.followerWindowAppends = "
            + raft.followerWindowAppends());
    require(
        found,
        largeDestinations.contains(appendPath),
        "akka.remote.artery.large-message-destinations must contain " + appendPath);
    long pooled = frameBytes * frames + largeFrameBytes * largeFrames;
    require(
        found,
        pooled <= directBytesMax / DIRECT_SHARE,
        "the pooled buffers of remoting take "
            + pooled
            + " bytes, more than half of the memory outside the heap, "
            + directBytesMax
            + " bytes (-XX:MaxDirectMemorySize)");
    return found;
  }

  private static void require(List<String> found, boolean holds, String rule) {
    if (!holds) {
      found.add(rule);
    }
  }
}
