package io.tallystick.persistence.kryo;

import akka.serialization.SerializerWithStringManifest;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import com.esotericsoftware.kryo.util.Pool;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/**
 * Kryo for Akka: identifier {@link SerializerIdentifiers#KRYO}, manifest {@link #MANIFEST}. Only
 * classes of {@link KryoRegistrations} are written or read; the bytes are the registered identifier
 * as a variable-length integer and then what that row's serializer writes.
 */
public final class KryoSerializer extends SerializerWithStringManifest {
  /** Stored beside every object; the layout of the object is said by its registered identifier. */
  public static final String MANIFEST = "kryo-1";

  /** Largest object, in bytes. */
  static final int BYTES_MAX = 4 * 1024 * 1024;

  private static final int BUFFER_BYTES = 512;
  private static final int POOL_MAX = 8;

  private final Pool<Kryo> pool =
      new Pool<>(true, true, POOL_MAX) {
        @Override
        protected Kryo create() {
          return registered();
        }
      };

  private static Kryo registered() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy());
    for (KryoRegistrations.Entry<?> entry : KryoRegistrations.ALL) {
      kryo.register(entry.type(), entry.serializer(), entry.id());
    }
    return kryo;
  }

  @Override
  public int identifier() {
    return SerializerIdentifiers.KRYO;
  }

  @Override
  public String manifest(Object object) {
    return MANIFEST;
  }

  @Override
  public byte[] toBinary(Object object) {
    Kryo kryo = pool.obtain();
    try (Output output = new Output(BUFFER_BYTES, BYTES_MAX)) {
      kryo.writeClassAndObject(output, object);
      return output.toBytes();
    } catch (KryoException | IllegalArgumentException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL,
          "not_serializable",
          object.getClass().getName() + " cannot be written: " + e.getMessage(),
          e);
    } finally {
      pool.free(kryo);
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    if (!manifest.equals(MANIFEST)) {
      throw damaged("unknown manifest " + manifest, null);
    }
    Kryo kryo = pool.obtain();
    try (Input input = new Input(bytes)) {
      Object object = kryo.readClassAndObject(input);
      if (input.available() > 0) {
        throw damaged(input.available() + " bytes are left over", null);
      }
      return object;
    } catch (KryoException | IllegalArgumentException | java.io.IOException e) {
      throw damaged(e.getMessage(), e);
    } finally {
      pool.free(kryo);
    }
  }

  private static TallystickException damaged(String what, Exception cause) {
    return TallystickException.of(
        ErrorKind.DAMAGED, "serialized_object_damaged", "Bytes written by Kryo: " + what, cause);
  }
}
