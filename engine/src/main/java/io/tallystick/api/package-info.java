/**
 * HTTP: JSON and binary bulk in, results, queries and events out. Answers follow docs/api.md; every
 * refusal is an RFC 9457 problem document with a stable code.
 */
package io.tallystick.api;
