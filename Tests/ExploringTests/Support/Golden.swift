import Drawing
import Glibc
import Testing

/// Compares a text with the file of that name among the goldens; with `TREETOP_RECORD=1` in the
/// environment the file is written instead. Look at what was written before committing it.
func expectGolden(
  _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let path = Golden.folder + "/" + name + ".txt"
  let actual = text + "\n"
  if Golden.isRecording {
    if Golden.read(path) != actual { Golden.write(actual, to: path) }
    return
  }
  guard let expected = Golden.read(path) else {
    Issue.record(
      "there is no golden \(name); TREETOP_RECORD=1 writes it", sourceLocation: sourceLocation)
    return
  }
  guard expected != actual else { return }
  Issue.record(
    "\(name) differs from its golden\n\(Golden.difference(expected, actual))\nactual:\n\(text)",
    sourceLocation: sourceLocation)
}

/// Compares a screen with its golden, and its looks too if `styles` says so.
func expectGolden(
  _ canvas: Canvas, named name: String, styles: Bool = false,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectGolden(canvas.text, named: name, sourceLocation: sourceLocation)
  if styles {
    expectGolden(canvas.styleText, named: name + ".styles", sourceLocation: sourceLocation)
  }
}

/// The files of expected screens.
enum Golden {
  static let folder: String = {
    let path = #filePath
    return path.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/Goldens"
  }()

  static var isRecording: Bool { getenv("TREETOP_RECORD") != nil }

  static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var byte = getc(file)
    while byte != EOF {
      bytes.append(UInt8(truncatingIfNeeded: byte))
      byte = getc(file)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else {
      Issue.record("cannot write \(path)")
      return
    }
    defer { fclose(file) }
    fputs(text, file)
  }

  /// The first line in which two texts differ, and where in it.
  static func difference(_ expected: String, _ actual: String) -> String {
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let found = actual.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(wanted.count, found.count) {
      let left = index < wanted.count ? String(wanted[index]) : "(no such line)"
      let right = index < found.count ? String(found[index]) : "(no such line)"
      guard left != right else { continue }
      let column = zip(left, right).prefix { $0 == $1 }.count
      return "line \(index + 1), column \(column + 1)\n  expected: \(left)\n  actual:   \(right)"
    }
    return "the texts are equal but for line ends"
  }
}
