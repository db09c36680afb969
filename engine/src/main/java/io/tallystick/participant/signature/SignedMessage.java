package io.tallystick.participant.signature;

import java.util.List;

/** What of an HTTP request a signature can cover. */
public interface SignedMessage {
  /** Such as {@code POST}. */
  String method();

  /** The path as it stands in the request line, percent-encoding as it came; at least a slash. */
  String path();

  /** What follows the question mark in the request line, as it came; null without one. */
  String query();

  /** Host and port as {@code Host} names them, in lower case, without the scheme's default port. */
  String authority();

  /** The values of a header's lines in order; empty without any. The name is in lower case. */
  List<String> field(String name);
}
