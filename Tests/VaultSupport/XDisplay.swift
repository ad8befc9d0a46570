/// An X display of its own for what a test runs.
public enum XDisplay {
  /// The beginning of a shell script that starts one and names it in `DISPLAY`; `$server` is to be
  /// ended with the script.
  public static let start = """
    number=$(mktemp)
    Xvfb -displayfd 9 -screen 0 1280x1024x24 -nolisten tcp 9> "$number" 2> /dev/null & server=$!
    until [ -s "$number" ]; do sleep 0.05; done
    export DISPLAY=:$(cat "$number"); rm "$number"

    """
}
