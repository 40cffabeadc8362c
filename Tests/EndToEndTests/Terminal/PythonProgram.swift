import Foundation
import Testing

/// A search in Python as a shell in a window of tmux starts it, and the files it leaves behind.
struct PythonProgram {
  private let folder = TemporaryFolder()
  /// What a shell begins with so that Python finds the emitter and leaves nothing behind.
  static let variables =
    "export PYTHONDONTWRITEBYTECODE=1 TREETOP_PYTHON='\(PythonSearch.sources.path)'"

  /// Returns the path of a file in a folder that goes with this value.
  func file(_ name: String) -> String { folder.path + "/" + name }

  /// The command of the small search: so many iterations, then their number in a file.
  func tiny(_ iterations: Int, _ more: String = "") -> String {
    "python3 '\(PythonSearch.tiny)' \(iterations) \(more)"
  }

  /// Writes a program down and returns its command.
  func script(_ text: String) -> String {
    let path = file("program.py")
    #expect(TextFile.write(text, to: path))
    return "python3 '\(path)'"
  }

  /// Opens a window in which treetop attaches to a command.
  func attached(to command: String) throws -> Tmux {
    try window("'\(Treetop.path)' attach -- \(command)")
  }

  /// Opens a window in which a command is piped into treetop.
  func piped(_ command: String) throws -> Tmux {
    try window("\(command) | '\(Treetop.path)' follow -")
  }

  /// Opens a window that runs a line of the shell, and says with which code it ended.
  func window(_ line: String) throws -> Tmux {
    try Tmux(
      width: 120, height: 30,
      command: "\(Self.variables); \(line); echo \"code $?\"; read line")
  }

  /// Waits until a file has an end of line, and returns its text.
  func text(of name: String) throws -> String {
    var text = ""
    let isThere = Deadline(seconds: 60).poll(every: 20) {
      text = TextFile.read(file(name))
      return text.hasSuffix("\n")
    }
    try #require(isThere, "\(name) is not written")
    return text
  }

  /// The first events of two journals' main lines that differ; nil where they say the same search.
  ///
  /// Nodes are numbered as they come on the main line: a branch takes ids as well.
  static func difference(_ one: String, _ other: String) throws -> String? {
    let (one, other) = (try mainLine(one), try mainLine(other))
    if one.count != other.count { return "\(one.count) events and \(other.count)" }
    return zip(one, other).first { $0 != $1 }.map { "\($0)\n\($1)" }
  }

  private static func mainLine(_ text: String) throws -> [NSDictionary] {
    var names: [Int: Int] = [:]
    func renamed(_ value: Any, under key: String) -> Any {
      switch value {
      case let object as [String: Any]:
        return object.reduce(into: [String: Any]()) {
          $0[$1.key] = renamed($1.value, under: $1.key)
        }
      case let rows as [[NSNumber]] where key == "stats":
        return rows.map { row in [name(row[0].intValue)] + row.dropFirst() }
      case let list as [Any]: return list.map { renamed($0, under: key) }
      case let number as NSNumber where ["node", "id", "chosen", "path"].contains(key):
        return name(number.intValue)
      default: return value
      }
    }
    func name(_ id: Int) -> NSNumber {
      NSNumber(value: names[id, default: -1])
    }
    let dialogue: Set = ["reply", "stop", "branch", "search", "edit", "answer"]
    names[0] = 0
    return try text.split(separator: "\n").compactMap { line in
      let event = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      if event["branch"] != nil || dialogue.contains(event["type"] as? String ?? "") { return nil }
      for child in event["children"] as? [[String: Any]] ?? [] {
        if let id = child["id"] as? Int { names[id] = names.count }
      }
      return renamed(event, under: "") as? NSDictionary
    }
  }
}
