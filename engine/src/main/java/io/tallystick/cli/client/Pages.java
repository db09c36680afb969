package io.tallystick.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads lists that a server answers page by page. */
public final class Pages {
  /** Most rows that are asked for at once. */
  public static final int PAGE_ROWS = 1_000;

  private Pages() {}

  /**
   * The first rows of a list.
   *
   * @param path perhaps with parameters
   * @param list name of the list in the answer
   */
  public static List<JsonNode> first(ApiClient api, String path, String list, int rows) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get(page(path, Math.min(PAGE_ROWS, rows - all.size()), cursor));
      page.path(list).forEach(all::add);
      cursor = Json.text(page, "cursor");
    } while (!cursor.isEmpty() && all.size() < rows);
    return all;
  }

  /** Hands on every row of a list. */
  public static void forEach(ApiClient api, String path, String list, Consumer<JsonNode> row) {
    String cursor = "";
    do {
      JsonNode page = api.get(page(path, PAGE_ROWS, cursor));
      page.path(list).forEach(row);
      cursor = Json.text(page, "cursor");
    } while (!cursor.isEmpty());
  }

  private static String page(String path, int rows, String cursor) {
    String limited = path + (path.contains("?") ? "&" : "?") + "limit=" + rows;
    return cursor.isEmpty() ? limited : limited + "&cursor=" + ApiClient.encode(cursor);
  }
}
