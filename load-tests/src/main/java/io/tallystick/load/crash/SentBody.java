package io.tallystick.load.crash;

/** One body and what its client saw of it. */
final class SentBody {
  final ClientBody body;
  final long sentNanos;
  long answeredNanos;

  /** The final answer, or null. */
  AnswerRows answer;

  /** Whether an attempt before the answer may have been settled unseen. */
  boolean outcomeWasUnknown;

  SentBody(ClientBody body, long sentNanos) {
    this.body = body;
    this.sentNanos = sentNanos;
  }

  boolean answered() {
    return answer != null;
  }
}
