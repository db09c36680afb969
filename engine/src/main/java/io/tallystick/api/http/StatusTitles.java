package io.tallystick.api.http;

import akka.http.javadsl.model.StatusCodes;

/** The phrase of a status code: the title of its problem documents (RFC 9457, section 4.2.1). */
final class StatusTitles {
  private StatusTitles() {}

  static String of(int status) {
    return StatusCodes.get(status).reason();
  }
}
