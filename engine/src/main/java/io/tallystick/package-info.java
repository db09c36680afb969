/** The settlement engine; each package below is one room of docs/architecture.md. */
package io.tallystick;
