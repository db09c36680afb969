package io.tallystick.api;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.Members;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Two members of which the other one leads; node 3 may come, and node 2 may lead. */
final class TestMembers implements Members {
  private static final int LEADER = 2;
  private static final int WELCOME = 3;

  static Members alone() {
    return new TestMembers();
  }

  @Override
  public View view() {
    return new View(
        1,
        LEADER,
        7,
        5,
        99,
        List.of(
            new Row(1, "follower", true, "127.0.0.1:1", "http://127.0.0.1:81", 98, true),
            new Row(
                LEADER, "leader", true, "127.0.0.1:2", "http://127.0.0.1:82", Row.UNKNOWN, true)));
  }

  @Override
  public CompletionStage<View> settledView() {
    return CompletableFuture.completedFuture(view());
  }

  @Override
  public CompletionStage<Void> add(int node, String address) {
    return node == WELCOME ? CompletableFuture.completedFuture(null) : unknown(node);
  }

  @Override
  public CompletionStage<Void> remove(int node) {
    return node == LEADER ? CompletableFuture.completedFuture(null) : unknown(node);
  }

  @Override
  public CompletionStage<Void> lead(int node) {
    return remove(node);
  }

  private static CompletionStage<Void> unknown(int node) {
    return CompletableFuture.failedFuture(
        TallystickException.field(
            ErrorKind.NOT_FOUND,
            "node_not_found",
            "node",
            Integer.toString(node),
            TallystickException.NO_ROW,
            "is no member of the group"));
  }
}
