/** What each path does: one class per family of paths. */
package io.tallystick.api.endpoint;
