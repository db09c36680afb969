# Builds the load tests if they are not built and sets class_path; sourced by the scripts beside it.
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"

# None before the first build: that is no failure.
newest_jar() { ls -t "$here"/target/tallystick-load-tests-*.jar 2>/dev/null | head -1 || true; }

jar="$(newest_jar)"
if [ -z "$jar" ] || [ -n "$(find "$here/src/main" "$here/src/parts-off" "$root/engine/src/main" "$root/persistence/src/main" -newer "$jar" -type f -print -quit)" ]; then
  (cd "$root" && ./mvnw -q -DskipTests -pl load-tests -am package 1>&2) || exit 70
  jar="$(newest_jar)"
  # Maven leaves a jar alone whose own classes are as they were; its time says when all was built.
  touch "$jar"
fi
class_path="$jar:$here/target/lib/*"
