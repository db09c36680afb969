package io.tallystick.ring;

/** Begins and ends a duty with leadership, also one that is given later. */
final class DutySwitch {
  private Duty duty;
  private boolean leading;

  synchronized void give(Duty newDuty) {
    duty = newDuty;
    if (leading) {
      duty.begin();
    }
  }

  synchronized void begin() {
    if (!leading) {
      leading = true;
      if (duty != null) {
        duty.begin();
      }
    }
  }

  synchronized void end() {
    if (leading) {
      leading = false;
      if (duty != null) {
        duty.end();
      }
    }
  }
}
