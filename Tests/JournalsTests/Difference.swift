/// Returns where two values differ, line by line of their dumps, the first few places; nil where they do
/// not.
///
/// What two large values are nobody can read in a failure; where they part can be read.
func difference<Value>(_ first: Value, _ second: Value) -> String? {
  var texts = ("", "")
  dump(first, to: &texts.0)
  dump(second, to: &texts.1)
  guard texts.0 != texts.1 else { return nil }
  let left = texts.0.split(separator: "\n")
  let right = texts.1.split(separator: "\n")
  let differing = zip(left, right).enumerated().filter { $0.element.0 != $0.element.1 }
  let shown = differing.prefix(12).map {
    "line \($0.offset): \($0.element.0)  |  \($0.element.1)"
  }
  return "\(left.count) and \(right.count) lines, \(differing.count) differ\n"
    + shown.joined(separator: "\n")
}
