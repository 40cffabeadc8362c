public import Groundwork
public import TreeSearch

/// The JSON form of an explicit tree, checked key by key and laid out flat.
struct ExplicitTreeFile {
  /// What the file calls the tree.
  private(set) var title: String?
  /// What there is to see in the tree.
  private(set) var note: String?
  /// One or two.
  private(set) var players = 1
  /// The nodes, in the order of their depth.
  private(set) var nodes = [ExplicitTree.Node()]
  /// The text of each node.
  private(set) var texts: [String?] = [nil]
  /// The label of the action into each node.
  private(set) var actions: [String?] = [nil]
  /// The file, for errors.
  private let source: String

  /// A value still to be laid out.
  private struct Place {
    /// The value in the file.
    var value: JSONNode
    /// The number of its node.
    var node: Int
  }

  /// The parent of each node and its place among that one's children; the root's means nothing.
  private var origins = [(parent: 0, index: 0)]

  /// The most actions from the root to a node.
  private static let deepest: UInt16 = 500

  /// Reads the text of a file.
  init(_ text: String, source: String) throws(ProblemError) {
    self.source = source
    let file: JSONNode
    do {
      // How deep the tree may be is said in actions, below.
      file = try JSONDocument(reading: text.utf8, depthLimit: .max).root
    } catch {
      throw ProblemError(source: source, error)
    }
    let top = try members(of: file, node: nil, keys: ["name", "note", "players", "root"])
    title = try top["name"].map { value throws(ProblemError) in try string(value, nil, "name") }
    note = try top["note"].map { value throws(ProblemError) in try string(value, nil, "note") }
    if let value = top["players"] {
      let number = try number(value, nil, "players")
      guard number == 1 || number == 2 else {
        throw invalid(value, "players: there are 1 or 2, not \(number)")
      }
      players = Int(number)
    }
    guard let root = top["root"] else { throw invalid(file, "the key \"root\" is missing") }
    var layer = [Place(value: root, node: 0)]
    while !layer.isEmpty {
      var next: [Place] = []
      for place in layer { next += try layOut(place) }
      layer = next
    }
  }

  /// The way to the first node with children that has no estimate; nil where all have one.
  var pathWithoutEstimate: String? {
    nodes.firstIndex { $0.childCount > 0 && $0.estimate == nil }.map { path($0) }
  }

  /// Writes a node down and makes room for its children, which are returned.
  private mutating func layOut(_ place: Place) throws(ProblemError) -> [Place] {
    let isRoot = place.node == 0
    let own = ["action", "prior", "reward", "estimate", "deviation", "discount"]
    let keys = (isRoot ? ["estimate"] : own) + ["text", "children"]
    let found = try members(of: place.value, node: place.node, keys: keys)
    var node = nodes[place.node]
    // Adding 0 turns -0 into 0. The file speaks for the first player; the search wants the view of the player who moves here.
    let sign: Float = players == 2 && node.depth.isMultiple(of: 2) ? -1 : 1
    for key in ["prior", "reward", "estimate", "deviation", "discount"] {
      guard let value = found[key] else { continue }
      let number = try number(value, place.node, key)
      if number < 0, key == "prior" || key == "deviation" {
        throw invalid(value, "\(path(place.node, key)): \(number) is below 0")
      }
      if key == "discount", !(0...1 ~= number) {
        throw invalid(value, "\(path(place.node, key)): \(number) is not from 0 to 1")
      }
      switch key {
      case "prior": node.prior = number
      case "reward": node.reward = sign * number + 0
      case "estimate": node.estimate = sign * number + 0
      case "discount": node.discount = number
      default: node.deviation = number
      }
    }
    for key in ["text", "action"] {
      guard let value = found[key] else { continue }
      let text = try string(value, place.node, key)
      if key == "text" { texts[place.node] = text } else { actions[place.node] = text }
    }
    let children = try found["children"].map { value throws(ProblemError) in
      try self.children(value, of: place.node)
    }
    node.firstChild = UInt32(nodes.count)
    node.childCount = UInt16(children?.count ?? 0)
    nodes[place.node] = node
    return (children ?? []).enumerated().map { index, value in
      let child = Place(value: value, node: nodes.count)
      var blank = ExplicitTree.Node()
      blank.depth = node.depth + 1
      nodes.append(blank)
      origins.append((place.node, index))
      texts.append(nil)
      actions.append(nil)
      return child
    }
  }

  /// Returns the values of a list of children.
  private func children(_ value: JSONNode, of node: Int) throws(ProblemError) -> [JSONNode] {
    func wrong(_ reason: String) -> ProblemError {
      invalid(value, path(node, "children") + ": " + reason)
    }
    guard value.content == .array else {
      throw wrong("expected a list of nodes")
    }
    let children = value.children
    guard children.count <= Int(UInt16.max) else {
      throw wrong("\(children.count) children; at most 65535 are accepted")
    }
    guard children.isEmpty || nodes[node].depth < Self.deepest else {
      throw invalid(value, "the tree is deeper than \(Self.deepest) actions")
    }
    let priors = children.compactMap { $0["prior"] }
    guard priors.isEmpty || priors.count == children.count else {
      throw wrong("\(priors.count) of \(children.count) have a prior; give it to all or to none")
    }
    if !priors.isEmpty, priors.allSatisfy({ $0.number == 0 }) {
      throw wrong("every prior is 0; at least one must be above")
    }
    return children
  }

  /// Returns the members of an object by key, without notes and comments.
  private func members(
    of value: JSONNode, node: Int?, keys: [String]
  ) throws(ProblemError) -> [String: JSONNode] {
    guard value.content == .object else {
      throw invalid(value, "\(path(node)): expected an object in braces")
    }
    var found: [String: JSONNode] = [:]
    for member in value.children {
      guard let key = member.key else { continue }
      if key.hasPrefix("//") || key == "note" && !keys.contains("note") { continue }
      guard keys.contains(key) else {
        let accepted = keys.joined(separator: ", ")
        let reason = "\(path(node, key)): unknown key, expected one of \(accepted)"
        throw ProblemError(source: source, member.errorAtKey(reason))
      }
      found[key] = member
    }
    return found
  }

  /// Returns a text.
  private func string(
    _ value: JSONNode, _ node: Int?, _ key: String
  ) throws(ProblemError) -> String {
    guard let text = value.string else {
      throw invalid(value, "\(path(node, key)): expected a text in quotes")
    }
    return text
  }

  /// Returns a number that a reward can be.
  private func number(
    _ value: JSONNode, _ node: Int?, _ key: String
  ) throws(ProblemError) -> Float {
    guard let number = value.number else {
      throw invalid(value, "\(path(node, key)): expected a number")
    }
    guard Float(number).isFinite else {
      throw invalid(value, "\(path(node, key)): the number is too large")
    }
    return Float(number)
  }

  /// Returns the way to a node, or to a key of it, as in `root.children[2].reward`.
  ///
  /// It is put together only for an error: the paths of a deep tree would outweigh the tree.
  private func path(_ node: Int?, _ key: String? = nil) -> String {
    guard var node else { return key ?? "the file" }
    var path = key.map { "." + $0 } ?? ""
    while node > 0 {
      path = ".children[\(origins[node].index)]" + path
      node = origins[node].parent
    }
    return "root" + path
  }

  /// Returns an error at a value.
  private func invalid(_ value: JSONNode, _ reason: String) -> ProblemError {
    ProblemError(source: source, value.error(reason))
  }
}

extension ProblemError {
  /// Adds the file to what is wrong with its JSON.
  public init(source: String, _ error: JSONError) {
    self.init(source: source, line: error.line, column: error.column, reason: error.reason)
  }
}

extension ProblemKind {
  /// A tree from a file.
  public static let tree = ProblemKind(
    "tree", forms: [Form("tree:FILE.json", "a tree written down node by node")],
    examples: [], isFile: { _ in true },
    make: { path throws(ProblemError) in
      guard let path, !path.isEmpty else {
        throw ProblemError(
          source: path == nil ? "tree" : "tree:", reason: "expected a file, as in tree:FILE.json")
      }
      return try ExplicitTree(json: TextFile.read(path), path: path)
    })
}
