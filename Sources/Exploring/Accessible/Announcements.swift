import Drawing
import Groundwork
import SearchTrees

/// What a person who hears the screen is told when something has changed, a line at a time.
struct Announcements: Hashable, Sendable {
  /// So many lines are kept.
  private static let most = 200

  /// The lines, the newest last.
  ///
  /// May hold untrusted text.
  private(set) var lines: [String] = []
  private var row = ""
  private var message = ""
  private var search = ""

  /// Adds what has changed since the last picture.
  mutating func note(_ state: ExplorerState) {
    guard state.hasSlice else { return }
    add(Self.search(state), unless: \.search)
    add(Self.row(state), unless: \.row)
    add(state.message.map { ($0.isError ? "error: " : "") + $0.text } ?? "", unless: \.message)
  }

  private mutating func add(_ line: String, unless known: WritableKeyPath<Self, String>) {
    guard line != self[keyPath: known] else { return }
    self[keyPath: known] = line
    guard !line.isEmpty else { return }
    lines.append(line)
    if lines.count > Self.most { lines.removeFirst() }
  }

  /// The row under the cursor in words.
  static func row(_ state: ExplorerState) -> String {
    guard let row = state.cursorRow else { return "" }
    let place = "row \(state.slice.cursorRow + 1) of \(NumberText.grouped(state.slice.rowTotal))"
    switch row.kind {
    case .more(let count, _, _): return "\(NumberText.grouped(count)) more, l shows them, \(place)"
    case .unexpanded(let count): return "\(NumberText.grouped(count)) never added, \(place)"
    case .newChild: return "\(row.label), \(place)"
    case .node: break
    }
    var words = [row.id == .root ? "root" : row.label]
    words.append(row.visits.map { "\(NumberText.short($0)) visits" } ?? "visits not known")
    words.append(row.value.map { "Q \(NumberText.fixed($0))" } ?? "Q not known")
    if row.isOnAnswer { words.append("on the answer") }
    if row.isUnderBan { words.append("banned") }
    if row.flags.contains(.proven) { words.append("proven") }
    if row.flags.contains(.pinned) { words.append("pinned") }
    if row.flags.contains(.terminal) { words.append("an end") }
    if row.canOpen { words.append(row.isOpen ? "open" : "closed") }
    words += ["level \(row.depth)", place]
    return words.joined(separator: ", ")
  }

  /// What the search does and has come to, in words.
  static func search(_ state: ExplorerState) -> String {
    let summary = state.slice.summary
    let activity =
      switch summary.activity {
      case .running: "running"
      case .paused: "paused"
      case .stopped(let reason): "stopped: \(reason.words)"
      }
    var words = ["\(activity), \(NumberText.grouped(summary.iterations)) simulations"]
    if let event = summary.event { words.append("event \(NumberText.grouped(event))") }
    if state.guide?.concealsAnswer != true, let best = summary.answer?.path.first {
      let value = summary.answer?.firstValue.map { ", Q \(NumberText.fixed($0))" } ?? ""
      words.append("best \(best)\(value)")
    }
    return words.joined(separator: ", ")
  }
}
