/** The actor of a guarded account: recovers its policy, claims, authorises. */
package io.tallystick.account.guard;
