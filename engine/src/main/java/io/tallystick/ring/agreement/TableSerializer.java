package io.tallystick.ring.agreement;

import io.tallystick.persistence.kryo.SerializerIdentifiers;
import io.tallystick.ring.agreement.AgreementCommand.Table;
import io.tallystick.ring.wire.WireSerializer;

/** Akka's serializer of agreement tables. */
public final class TableSerializer extends WireSerializer<Table> {
  /** Made by Akka. */
  public TableSerializer() {
    super(SerializerIdentifiers.AGREEMENT_TABLE, Table.class, new TableCodec());
  }
}
