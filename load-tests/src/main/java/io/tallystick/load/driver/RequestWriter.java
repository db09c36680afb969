package io.tallystick.load.driver;

import java.nio.ByteBuffer;

/** Prepares requests of one connection, head and body, in one buffer that is used again. */
interface RequestWriter {
  /** The next request; valid until the next call. */
  ByteBuffer next();

  /** Transfers in each request. */
  int rows();

  /** What reads the answers. */
  AnswerReader answers();
}
