/** The bytes of requests, records and answers as clients see them. */
package io.tallystick.load.wire;
