package io.tallystick.api.encode;

import java.util.function.IntFunction;

/**
 * How accounts are called in one caller's answers: by the name alone in the caller's scope, {@code
 * @scope/name} in another, by internal id where no name is kept.
 *
 * @param scopeOf the scope of an owner's number
 * @param caller the caller's scope
 */
public record AccountNames(IntFunction<String> scopeOf, String caller) {
  /** What an account is called. */
  String of(long high, long low, String name, int owner) {
    if (name == null) {
      return IdText.of(high, low);
    }
    String scope = scopeOf.apply(owner);
    return scope.equals(caller) ? name : "@" + scope + "/" + name;
  }

  /** The code of an owner; null for the operator. */
  String owner(int owner) {
    String scope = scopeOf.apply(owner);
    return scope.isEmpty() ? null : scope;
  }
}
