package io.tallystick.ring.forward;

import io.tallystick.ledger.Id;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Bytes of a body:
 *
 * <pre>
 * u8   kind (BodyKind's wire number)
 * u8   flags: 1 balances are wanted
 * i32  rows, 1 … 8190
 *      rows × 128 bytes, the request records as they are
 * i32  names; each: i32 row (ascending), u8 length 1 … 64, that many ASCII bytes
 * i32  bytes of what later layouts add, 0; a body with more is not understood and so refused
 * </pre>
 */
final class BodyCodec {
  private static final int BALANCES = 1;
  private static final int FIXED_BYTES = 2 + 3 * Integer.BYTES;
  private static final int NAME_HEAD_BYTES = Integer.BYTES + 1;

  /** Most bytes of a body. */
  static final int BYTES_MAX =
      FIXED_BYTES + Body.ROWS_MAX * (Body.RECORD_BYTES + NAME_HEAD_BYTES + Id.NAME_CHARS_MAX);

  private BodyCodec() {}

  /** A body that came whole and says something that is not known here. */
  static final class Unknown extends Exception {
    private static final long serialVersionUID = 1L;

    Unknown(String why) {
      super(why);
    }
  }

  static int bytes(Body body) {
    int names = 0;
    for (String name : body.names()) {
      names += name == null ? 0 : NAME_HEAD_BYTES + name.length();
    }
    return FIXED_BYTES + body.rows() * Body.RECORD_BYTES + names;
  }

  static void write(WireWriter out, Body body) {
    out.u8(body.kind().wireNumber()).u8(body.balances() ? BALANCES : 0).i32(body.rows());
    out.bytes(body.records(), 0, body.rows() * Body.RECORD_BYTES);
    List<String> names = body.names();
    out.i32((int) names.stream().filter(name -> name != null).count());
    for (int row = 0; row < names.size(); row++) {
      String name = names.get(row);
      if (name != null) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        out.i32(row).u8(ascii.length).bytes(ascii, 0, ascii.length);
      }
    }
    out.i32(0);
  }

  static Body read(WireReader in) throws Unknown {
    BodyKind kind = kind(in.u8());
    int flags = in.u8();
    if ((flags & ~BALANCES) != 0) {
      throw new Unknown("a body with the unknown flags " + flags);
    }
    int rows = in.count(1, Body.ROWS_MAX, "rows of a body");
    byte[] records = in.bytes(rows * Body.RECORD_BYTES);
    List<String> names = names(in, rows);
    int more = in.i32();
    if (more != 0) {
      throw new Unknown("a body with " + more + " bytes of an unknown extension");
    }
    in.end();
    return new Body(kind, rows, records, names, (flags & BALANCES) != 0);
  }

  private static BodyKind kind(int number) throws Unknown {
    for (BodyKind kind : BodyKind.values()) {
      if (kind.wireNumber() == number) {
        return kind;
      }
    }
    throw new Unknown("a body of the unknown kind " + number);
  }

  private static List<String> names(WireReader in, int rows) {
    int count = in.count(0, rows, "names of a body");
    if (count == 0) {
      return List.of();
    }
    String[] names = new String[rows];
    int before = -1;
    for (int i = 0; i < count; i++) {
      int row = in.count(before + 1, rows - 1, "row of a name");
      int length = in.u8();
      if (length < 1 || length > Id.NAME_CHARS_MAX) {
        throw WireReader.damaged("a name of " + length + " characters");
      }
      names[row] = new String(in.bytes(length), StandardCharsets.US_ASCII);
      before = row;
    }
    return Collections.unmodifiableList(Arrays.asList(names));
  }
}
