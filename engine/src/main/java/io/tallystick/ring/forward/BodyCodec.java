package io.tallystick.ring.forward;

import io.tallystick.batch.BatchLimits;
import io.tallystick.batch.SideKind;
import io.tallystick.ledger.Id;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * i32  bytes of what follows, 0 where no key submits and nothing else stands beside the rows
 *      i32  number of the submitting key
 *      values; each: i32 row (ascending, then by kind), u8 kind, u16 length 1 … 1024, the bytes
 * </pre>
 *
 * <p>Of who submits, the key's number alone travels: it is all that is ordered.
 */
final class BodyCodec {
  private static final int BALANCES = 1;
  private static final int FIXED_BYTES = 2 + 3 * Integer.BYTES;
  private static final int NAME_HEAD_BYTES = Integer.BYTES + 1;

  private static final int VALUE_HEAD_BYTES = Integer.BYTES + 1 + Short.BYTES;

  /** Most bytes of a body. */
  static final int BYTES_MAX =
      FIXED_BYTES
          + Body.ROWS_MAX * (Body.RECORD_BYTES + NAME_HEAD_BYTES + Id.NAME_CHARS_MAX)
          + Integer.BYTES
          + BatchLimits.SIDE_BYTES_MAX;

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
    return FIXED_BYTES + body.rows() * Body.RECORD_BYTES + names + besideBytes(body);
  }

  /** Bytes of submitter and values; 0 for neither. */
  private static int besideBytes(Body body) {
    if (body.submitter().isNobody() && body.values().isEmpty()) {
      return 0;
    }
    int bytes = Integer.BYTES;
    for (Body.Value value : body.values()) {
      bytes += VALUE_HEAD_BYTES + value.bytes().length;
    }
    return bytes;
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
    int beside = besideBytes(body);
    out.i32(beside);
    if (beside > 0) {
      out.i32(body.submitter().key());
      for (Body.Value value : body.values()) {
        byte[] bytes = value.bytes();
        out.i32(value.row()).u8(value.kind()).u16(bytes.length).bytes(bytes, 0, bytes.length);
      }
    }
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
    int beside = in.count(0, Integer.BYTES + BatchLimits.SIDE_BYTES_MAX, "bytes beside a body");
    if (beside > 0 && beside < Integer.BYTES) {
      throw WireReader.damaged(beside + " bytes beside a body");
    }
    Submitter submitter = beside == 0 ? Submitter.NOBODY : Submitter.ofKey(in.i32());
    List<Body.Value> values = values(in, rows, Math.max(0, beside - Integer.BYTES));
    in.end();
    return new Body(kind, rows, records, names, (flags & BALANCES) != 0, values, submitter);
  }

  private static List<Body.Value> values(WireReader in, int rows, int bytes) {
    List<Body.Value> values = new ArrayList<>(0);
    int left = bytes;
    long before = -1;
    while (left > 0) {
      int row = in.count(0, rows - 1, "row of a value");
      int kind = in.u8();
      int length = in.u16();
      long key = (long) row << Byte.SIZE | kind;
      if (kind <= SideKind.SUBMITTER
          || key <= before
          || length < 1
          || length > BatchLimits.SIDE_VALUE_BYTES_MAX) {
        throw WireReader.damaged("a value of kind " + kind + " and " + length + " bytes");
      }
      values.add(new Body.Value(row, kind, in.bytes(length)));
      before = key;
      left -= VALUE_HEAD_BYTES + length;
    }
    if (left != 0) {
      throw WireReader.damaged("values are longer than they say");
    }
    return values;
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
