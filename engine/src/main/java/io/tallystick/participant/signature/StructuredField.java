package io.tallystick.participant.signature;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads dictionaries of RFC 8941 as far as signatures and digests need them: members that are items
 * or inner lists, with strings, tokens, integers, booleans and byte sequences. Strict: what is not
 * of that form, or names a member twice, is none.
 */
final class StructuredField {
  /** A token, which is no string. */
  record Token(String text) {}

  /**
   * A member.
   *
   * @param items of an inner list; null where the member is one item
   * @param value of an item: String, {@link Token}, Long, Boolean or byte[]; null of an inner list
   */
  record Member(List<Member> items, Object value, Map<String, Object> parameters) {
    boolean isList() {
      return items != null;
    }
  }

  /** The text is no dictionary. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private static final int MEMBERS_MAX = 32;
  private static final int INTEGER_DIGITS_MAX = 15;

  private final String text;
  private int at;

  private StructuredField(String text) {
    this.text = text;
  }

  /** The dictionary of a field's value. */
  static Map<String, Member> dictionary(String value) throws Malformed {
    StructuredField field = new StructuredField(value.strip());
    Map<String, Member> members = new LinkedHashMap<>();
    while (field.at < field.text.length()) {
      String key = field.key();
      Member member =
          field.take('=') ? field.itemOrList() : new Member(null, true, field.parameters());
      if (members.put(key, member) != null || members.size() > MEMBERS_MAX) {
        throw new Malformed("a member twice, or too many");
      }
      field.spaces();
      if (field.at == field.text.length()) {
        return members;
      }
      field.expect(',');
      field.spaces();
      if (field.at == field.text.length()) {
        throw new Malformed("nothing follows a comma");
      }
    }
    throw new Malformed("empty");
  }

  private Member itemOrList() throws Malformed {
    if (!take('(')) {
      return item();
    }
    List<Member> items = new ArrayList<>();
    while (true) {
      while (take(' ')) {
        continue;
      }
      if (take(')')) {
        return new Member(items, null, parameters());
      }
      items.add(item());
      if (items.size() > MEMBERS_MAX || (peek() != ' ' && peek() != ')')) {
        throw new Malformed("an inner list");
      }
    }
  }

  private Member item() throws Malformed {
    Object value = bare();
    return new Member(null, value, parameters());
  }

  private Map<String, Object> parameters() throws Malformed {
    Map<String, Object> parameters = new LinkedHashMap<>();
    while (take(';')) {
      while (take(' ')) {
        continue;
      }
      String key = key();
      Object value = take('=') ? bare() : Boolean.TRUE;
      if (parameters.put(key, value) != null || parameters.size() > MEMBERS_MAX) {
        throw new Malformed("a parameter twice, or too many");
      }
    }
    return parameters;
  }

  private Object bare() throws Malformed {
    char c = peek();
    if (c == '"') {
      return string();
    }
    if (c == ':') {
      return bytes();
    }
    if (c == '?') {
      at++;
      char flag = next();
      if (flag != '0' && flag != '1') {
        throw new Malformed("a boolean");
      }
      return flag == '1';
    }
    if (c == '-' || isDigit(c)) {
      return integer();
    }
    return token();
  }

  private String string() throws Malformed {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\') {
        c = next();
        if (c != '"' && c != '\\') {
          throw new Malformed("an escape");
        }
      } else if (c < ' ' || c > '~') {
        throw new Malformed("a character of a string");
      }
      value.append(c);
    }
  }

  private byte[] bytes() throws Malformed {
    expect(':');
    int end = text.indexOf(':', at);
    if (end < 0) {
      throw new Malformed("a byte sequence");
    }
    try {
      byte[] value = Base64.getDecoder().decode(text.substring(at, end));
      at = end + 1;
      return value;
    } catch (IllegalArgumentException e) {
      throw new Malformed("base64");
    }
  }

  private Long integer() throws Malformed {
    int begin = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    while (isDigit(peek())) {
      at++;
    }
    if (at == digits || at - digits > INTEGER_DIGITS_MAX || peek() == '.') {
      throw new Malformed("an integer");
    }
    return Long.parseLong(text.substring(begin, at));
  }

  private Token token() throws Malformed {
    int begin = at;
    char first = next();
    if (!isLetter(first) && first != '*') {
      throw new Malformed("a token");
    }
    while (isLetter(peek()) || isDigit(peek()) || "!#$%&'*+-.^_`|~:/".indexOf(peek()) >= 0) {
      at++;
    }
    return new Token(text.substring(begin, at));
  }

  private String key() throws Malformed {
    int begin = at;
    char first = next();
    if (!isLower(first) && first != '*') {
      throw new Malformed("a key");
    }
    while (isLower(peek()) || isDigit(peek()) || "_-.*".indexOf(peek()) >= 0) {
      at++;
    }
    return text.substring(begin, at);
  }

  private void spaces() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) throws Malformed {
    if (!take(c)) {
      throw new Malformed("no " + c);
    }
  }

  private char next() throws Malformed {
    if (at == text.length()) {
      throw new Malformed("it ends too early");
    }
    return text.charAt(at++);
  }

  /** The character at hand; 0 behind the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isLetter(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }
}
