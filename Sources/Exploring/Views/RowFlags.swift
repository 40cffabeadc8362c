import Drawing
import SearchTrees

extension SliceRow {
  /// The strongest flag of its node, in a word that does without colour; empty where it has none.
  var flagWord: (text: SafeText, style: Style) {
    if flags.contains(.banned) { return ("BANNED", .warning) }
    if flags.contains(.pinned) { return ("PINNED", .warning) }
    if flags.contains(.proven) { return ("PROVEN", .good) }
    if flags.contains(.retired) { return ("RETIRED", .muted) }
    if flags.contains(.terminal) { return ("END", .muted) }
    return (.empty, .muted)
  }
}
