package io.tallystick.ring.agreement;

import io.tallystick.ring.agreement.AgreementCommand.Table;
import io.tallystick.ring.wire.WireSerializer;

/** Akka's serializer of agreement tables. */
public final class TableSerializer extends WireSerializer<Table> {
  /** Travels with every message: never changed nor used again. */
  public static final int IDENTIFIER = 1_861_011;

  /** Made by Akka. */
  public TableSerializer() {
    super(IDENTIFIER, Table.class, new TableCodec());
  }
}
