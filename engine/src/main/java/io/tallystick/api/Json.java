package io.tallystick.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How this project reads and writes JSON: one factory with bounds on everything that a sender can
 * make long or deep. The server streams with it; the command line also maps trees.
 */
public final class Json {
  /** Deepest nesting that is read; our own documents need five levels. */
  public static final int NESTING_MAX = 16;

  /** Longest string value that is read, in characters. */
  public static final int STRING_CHARS_MAX = 64 * 1024;

  /** Longest number that is read, in digits; the largest 128-bit number has 39. */
  public static final int NUMBER_DIGITS_MAX = 64;

  /** Longest field name that is read, in characters. */
  public static final int NAME_CHARS_MAX = 256;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Field names come from strangers: they must not enter the JVM's table of strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(NESTING_MAX)
                  .maxStringLength(STRING_CHARS_MAX)
                  .maxNumberLength(NUMBER_DIGITS_MAX)
                  .maxNameLength(NAME_CHARS_MAX)
                  .build())
          .build();

  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private Json() {}

  /** What writes one document. */
  @FunctionalInterface
  public interface Document {
    /** Writes the whole document. */
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** The factory of streaming readers and writers. */
  public static JsonFactory factory() {
    return FACTORY;
  }

  /** A mapper of trees on the same factory; for clients and tests, never for a request. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** The document as UTF-8. */
  public static byte[] bytes(Document document) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler())) {
      try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
        document.writeTo(json);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
  }
}
