/** From outcomes and views to bytes of a response. */
package io.tallystick.api.encode;
