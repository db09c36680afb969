package io.tallystick.node.directory;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import io.tallystick.node.directory.DirectoryCommand.Introduced;
import io.tallystick.node.directory.NodeCard.Role;
import io.tallystick.ring.wire.WireCodec;
import io.tallystick.ring.wire.WireReader;
import io.tallystick.ring.wire.WireWriter;
import java.nio.ByteBuffer;

/**
 * Bytes of a card (little-endian, behind the head that {@code ring.wire} describes): i32 node, u8
 * role, i64 term, i64 history, text url, text Akka address, u8 1 if it was passed on.
 */
final class NodeCardCodec implements WireCodec<Introduced> {
  static final int VERSION = 1;
  private static final int CARD = 1;

  @Override
  public int bytes(Introduced introduced) {
    return WireWriter.HEADER_BYTES
        + Integer.BYTES
        + 2
        + 2 * Long.BYTES
        + WireWriter.textBytes(introduced.card().url())
        + WireWriter.textBytes(introduced.address().toString());
  }

  @Override
  public void write(Introduced introduced, ByteBuffer target) {
    NodeCard card = introduced.card();
    WireWriter.begin(target, VERSION, CARD)
        .i32(card.node())
        .u8(card.role().number())
        .i64(card.term())
        .i64(card.history())
        .text(card.url())
        .text(introduced.address().toString())
        .u8(introduced.relayed() ? 1 : 0)
        .finish();
  }

  @Override
  public Introduced read(ByteBuffer source) {
    WireReader in = WireReader.of(source);
    if (in.version() != VERSION || in.kind() != CARD) {
      throw WireReader.damaged("a card of the unknown layout " + in.version());
    }
    int node = in.count(1, Integer.MAX_VALUE, "number of a node");
    NodeCard card = new NodeCard(node, role(in.u8()), in.i64(), in.i64(), text(in));
    Address address = AddressFromURIString.parse(text(in));
    boolean relayed = in.u8() != 0;
    in.end();
    return new Introduced(card, address, relayed);
  }

  private static String text(WireReader in) {
    String text = in.text();
    if (text == null) {
      throw WireReader.damaged("a card without a url or address");
    }
    return text;
  }

  private static Role role(int number) {
    for (Role role : Role.values()) {
      if (role.number() == number) {
        return role;
      }
    }
    throw WireReader.damaged("a node of the unknown role " + number);
  }
}
