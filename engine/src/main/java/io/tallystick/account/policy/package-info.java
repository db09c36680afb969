/** What a guarded account's holder allows: pure values and decisions, without actors or clocks. */
package io.tallystick.account.policy;
