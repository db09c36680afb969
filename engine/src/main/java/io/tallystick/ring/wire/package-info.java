/**
 * Messages between nodes as bytes: little-endian, versioned, each with a checksum of its own.
 *
 * <pre>
 *  0  u8   version of the layout
 *  1  u8   kind of message, within its family
 *  2  u16  zero
 *  4  u32  CRC32C over bytes 0 … 3 and 8 … end
 *  8  …    fields
 * </pre>
 */
package io.tallystick.ring.wire;
