import Groundwork

/// Something that an agent can ask of a search, or do to it: one value, of which the protocol's list, the
/// check of its arguments and the documentation are made.
struct AgentTool: Sendable {
  /// What an argument is.
  enum Kind: Sendable {
    case text
    case number
    /// A whole number within bounds.
    case count(ClosedRange<Int>)
    case truth
    /// One of some words.
    case choice([String])
    /// Several texts.
    case texts
  }

  /// One of the arguments.
  struct Argument: Sendable {
    var name: String
    var kind: Kind
    var meaning: String
    var isNeeded = false

    init(_ name: String, _ kind: Kind, _ meaning: String, isNeeded: Bool = false) {
      (self.name, self.kind, self.meaning, self.isNeeded) = (name, kind, meaning, isNeeded)
    }

    static let node = Argument(
      "node", .text, "The node: actions from the root, as left/key, or #12; the root unless given.")
    static let limit = Argument(
      "limit", .count(1...1000), "At most so many are listed (default 20, at most 1000).")
  }

  /// What it is called.
  let name: String
  /// The question that it answers, for people and models.
  let question: String
  /// What comes back.
  let result: String
  /// Its arguments.
  var arguments: [Argument] = []
  /// Whether it changes the search.
  var isSteering = false
  /// Does it.
  let answer: @Sendable (AgentSearch, AgentArguments) throws(AgentFailure) -> JSONValue

  /// Every tool.
  static var all: [AgentTool] { reading + steering }

  /// The tool as the protocol lists it.
  var declaration: JSONValue {
    JSONValue([
      ("name", .string(name)),
      ("description", .string("\(question) \(result)")),
      (
        "inputSchema",
        JSONValue([
          ("type", .string("object")),
          ("properties", JSONValue(arguments.map { ($0.name, $0.schema) })),
          ("required", .array(arguments.filter(\.isNeeded).map { .string($0.name) })),
          ("additionalProperties", .bool(false)),
        ])
      ),
      (
        "annotations",
        JSONValue([
          ("readOnlyHint", .bool(!isSteering)), ("destructiveHint", .bool(false)),
          ("openWorldHint", .bool(false)),
        ])
      ),
    ])
  }
}

extension AgentTool.Argument {
  fileprivate var schema: JSONValue {
    var members: [(String, JSONValue)] =
      switch kind {
      case .text: [("type", .string("string"))]
      case .number: [("type", .string("number"))]
      case .truth: [("type", .string("boolean"))]
      case .count(let range):
        [
          ("type", .string("integer")), ("minimum", .integer(range.lowerBound)),
          ("maximum", .integer(range.upperBound)),
        ]
      case .choice(let words):
        [("type", .string("string")), ("enum", .array(words.map { .string($0) }))]
      case .texts:
        [("type", .string("array")), ("items", JSONValue([("type", .string("string"))]))]
      }
    members.append(("description", .string(meaning)))
    return JSONValue(members)
  }
}

/// Why a tool has no answer.
struct AgentFailure: Error {
  /// What is wrong and what is accepted, in one line.
  ///
  /// May quote labels and arguments: untrusted text.
  var reason: String

  init(_ reason: String) { self.reason = reason }
}
