package io.tallystick.api.endpoint;

import akka.http.javadsl.model.MediaType;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** The types of bodies that are taken. Any other is refused, so that no plain form can post. */
enum ContentKind {
  JSON,
  TRANSFERS;

  private static final String APPLICATION = "application";
  private static final String TRANSFERS_SUBTYPE = "vnd.tallystick.transfers";

  /** Fails with {@code content_type_unsupported} or {@code content_encoding_unsupported}. */
  static ContentKind of(ApiRequest request, boolean binaryToo) {
    MediaType type = request.http().entity().getContentType().mediaType();
    String encoding = request.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("content_encoding_unsupported", "Content-Encoding", encoding, "identity");
    }
    if (type.mainType().equalsIgnoreCase(APPLICATION)) {
      if (type.subType().equalsIgnoreCase("json")) {
        return JSON;
      }
      if (binaryToo && type.subType().equalsIgnoreCase(TRANSFERS_SUBTYPE)) {
        return TRANSFERS;
      }
    }
    throw unsupported(
        "content_type_unsupported",
        "Content-Type",
        type.toString(),
        "application/json" + (binaryToo ? " or application/" + TRANSFERS_SUBTYPE : ""));
  }

  private static TallystickException unsupported(
      String code, String field, String value, String rule) {
    return TallystickException.field(
        ErrorKind.UNSUPPORTED, code, field, value, TallystickException.NO_ROW, rule);
  }
}
