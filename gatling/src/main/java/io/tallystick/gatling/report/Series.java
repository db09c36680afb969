package io.tallystick.gatling.report;

import java.util.List;

/**
 * Values of one name in a chart.
 *
 * @param name as the legend shows it
 * @param colour as CSS writes it
 * @param points from left to right
 */
record Series(String name, String colour, List<Point> points) {
  /** One value. */
  record Point(double x, double y) {}

  Series {
    points = List.copyOf(points);
  }
}
