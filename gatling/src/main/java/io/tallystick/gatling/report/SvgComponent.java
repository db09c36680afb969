package io.tallystick.gatling.report;

import io.gatling.charts.component.Component;
import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A drawing at its place in Gatling's page; it needs no script. */
final class SvgComponent extends Component {
  private final String id;
  private final String style;
  private final String svg;

  /**
   * @param id the anchor that the page's menu leads to; empty for none
   * @param style CSS of the box around it
   */
  SvgComponent(String id, String style, String svg) {
    this.id = id;
    this.style = style;
    this.svg = svg;
  }

  @Override
  public String html() {
    String anchor = id.isEmpty() ? "" : " id=\"" + id + "\"";
    return "<div class=\"schema\"" + anchor + " style=\"" + style + "\">" + svg + "</div>\n";
  }

  @Override
  public String js() {
    return "";
  }

  @Override
  public Seq<String> jsFiles() {
    return CollectionConverters.asScala(List.<String>of()).toSeq();
  }
}
