package io.tallystick.gatling.transfer;

import java.util.List;

/** The two forms of a body of transfers. */
public enum BodyFormat {
  /** An array of objects; each row's result is in the answer. */
  JSON("application/json") {
    @Override
    public byte[] encode(List<Transfer> transfers) {
      return JsonTransfers.encode(transfers);
    }
  },
  /** Records of 128 bytes; the answer lists the rows that were not created. */
  BINARY("application/vnd.tallystick.transfers") {
    @Override
    public byte[] encode(List<Transfer> transfers) {
      return BinaryTransfers.encode(transfers);
    }
  };

  private final String contentType;

  BodyFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The bytes of a body. */
  public abstract byte[] encode(List<Transfer> transfers);

  /** Its Content-Type. */
  public String contentType() {
    return contentType;
  }
}
