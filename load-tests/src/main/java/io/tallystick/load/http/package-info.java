/**
 * A small HTTP/1.1 client on blocking sockets, for programs that must take as little of the machine
 * as they can from the server that they measure or break.
 */
package io.tallystick.load.http;
