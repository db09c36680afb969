package io.tallystick.load.driver;

import io.tallystick.load.http.ResponseParser;

/** Counts what the rows of an answered request became. */
interface AnswerReader {
  /** Adds the rows of a 200 answer. */
  void count(ResponseParser response, int rows, ResultCounts counts);
}
