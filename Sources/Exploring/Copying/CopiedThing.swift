import SearchTrees

/// What can be copied of what is shown: the single list from which keys, `:yank` and its completion are made.
public enum CopiedThing: String, Hashable, Sendable, CaseIterable {
  case path
  case action
  case state
  case value
  case subtree
  case rationale
  case row
  case plot
  case screen

  /// The command that copies it.
  var command: CommandName {
    switch self {
    case .path: .yankPath
    case .action: .yankAction
    case .state: .yankState
    case .value: .yankValue
    case .subtree: .yankSubtree
    case .rationale: .yankRationale
    case .row: .yankRow
    case .plot: .yankPlot
    case .screen: .yankScreen
    }
  }

  /// The thing that a command copies; nil where it copies none.
  init?(_ command: CommandName) {
    guard let thing = Self.allCases.first(where: { $0.command == command }) else { return nil }
    self = thing
  }

  /// What it is, in a few words.
  var help: String {
    switch self {
    case .path: "the way to this node, as goto takes it"
    case .action: "this node's action"
    case .state: "the text of this node's state"
    case .value: "what is known of this node, as JSON"
    case .subtree: "this node and all below it, as JSON"
    case .rationale: "why this step was rewarded"
    case .row: "this row with the heads of its columns"
    case .plot: "the numbers of the plot, as CSV"
    case .screen: "the screen as text"
    }
  }
}

/// Where a copy goes.
enum CopyTarget: Hashable, Sendable {
  /// To the terminal's clipboard.
  case clipboard
  /// To standard output, when the program is left.
  case exit
  /// Into a file that is not there yet.
  ///
  /// Untrusted text.
  case file(String)
}

/// A copy that waits for what it needs of the tree's owner.
struct PendingCopy: Hashable, Sendable {
  var thing: CopiedThing
  var target: CopyTarget
  /// The node that it is of.
  var node: NodeID
}

extension PendingCopy {
  /// Makes a request ask for what is copied.
  func ask(_ request: inout SliceRequest, plot: PlotName) {
    switch thing {
    case .path, .action, .row, .screen: break
    case .state: request.wantsState = true
    case .value: request.subtreeLimit = 1
    case .subtree: request.subtreeLimit = Subtree.most
    case .rationale:
      request.wantsTables = true
      request.wantsVerdicts = true
    case .plot:
      request.wantsPlots = true
      if plot == .frontier { request.wantsTables = true }
      if plot == .parts { request.wantsVerdicts = true }
    }
  }
}
