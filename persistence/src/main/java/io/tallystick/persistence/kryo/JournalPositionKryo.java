package io.tallystick.persistence.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.tallystick.persistence.journal.JournalPosition;
import io.tallystick.persistence.journal.JournalUnit;

/** The journal's snapshot: unit u64, height u64 (both little-endian), header hash 32 bytes. */
final class JournalPositionKryo extends Serializer<JournalPosition> {
  JournalPositionKryo() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, JournalPosition position) {
    output.writeLong(position.unit());
    output.writeLong(position.height());
    output.writeBytes(position.hash());
  }

  @Override
  public JournalPosition read(Kryo kryo, Input input, Class<? extends JournalPosition> type) {
    return new JournalPosition(
        input.readLong(), input.readLong(), input.readBytes(JournalUnit.HASH_BYTES));
  }
}
