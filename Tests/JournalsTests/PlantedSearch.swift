import Foundation

/// A search of its own, written for the tests of checks: UCT on a made-up world, recorded as a journal, with one
/// mistake planted in it.
///
/// It shares no code with the engine or the checks.
struct PlantedSearch {
  /// What is done wrongly.
  enum Mistake: String, CaseIterable {
    case none, dividedAgain, ownLogarithm, withoutSign, phantomVisit, rootTwice, sumsAsMeans,
      meansAsSums, noSignInBackup, signThoughRoot, staleInner, greedy, termMissing, outOfRange
  }

  var mistake = Mistake.none
  /// Whether decisions are written down.
  var writesDecisions = false
  var isTwoPlayer = false
  var iterations = 120
  var branching = 3
  var depth = 4
  var seed = 1
  var c = 1.0
  /// Whether the rule is PUCT, with priors, and no longer UCT.
  var hasPriors = false
  /// Whether the formula of the rule is written down beside its name.
  var saysFormula = true
  /// How many decimals rows are written with; nil for all.
  var places: Int?

  private final class Node {
    let id: Int
    let depth: Int
    var children: [Node] = []
    var visits = 0.0
    var sum = 0.0
    var mean: Double { visits == 0 ? 0 : sum / visits }
    init(_ id: Int, _ depth: Int) {
      self.id = id
      self.depth = depth
    }
  }

  private func hash(_ a: Int, _ b: Int) -> Double {
    var x = UInt64(truncatingIfNeeded: a &* 7_919 &+ b &* 104_729 &+ seed &* 15_485_863)
    x ^= x >> 33
    x = x &* 0xff51_afd7_ed55_8ccd
    x ^= x >> 33
    x = x &* 0xc4ce_b9fe_1a85_ec53
    x ^= x >> 33
    return Double(x >> 11) / Double(1 << 53)
  }

  /// The journal, one event a line.
  func journal() -> String {
    let isSum = mistake == .meansAsSums
    let view = isTwoPlayer || mistake == .noSignInBackup ? "mover" : "root"
    var lines = [
      #"{"type":"search","version":1,"engine":"planted","root":{"id":0},"statistics":["visits",""#
        + (isSum ? "sum" : "mean")
        + #""],"value":{"perspective":""# + view
        + #"","low":-1,"high":1},"selection":{"rule":""# + (hasPriors ? "PUCT" : "UCT") + #"","#
        + (saysFormula ? #""formula":"\#(formula)","# : "") + #""terms":["Q","U"],"c":\#(c)}}"#
    ]
    let root = Node(0, 0)
    var next = 1
    let alternates = isTwoPlayer || mistake == .signThoughRoot
    for iteration in 1...iterations {
      var path = [root]
      var current = root
      while current.visits > 0, current.depth < depth {
        if current.children.isEmpty {
          let ids = (0..<branching).map { next + $0 }
          next += branching
          current.children = ids.map { Node($0, current.depth + 1) }
          lines.append(
            #"{"type":"expand","node":\#(current.id),"children":["#
              + ids.map { #"{"id":\#($0),"action":"a\#($0)"\#(prior(of: $0))}"# }.joined(
                separator: ",") + "]}")
        }
        let chosen = choose(current)
        if writesDecisions { lines.append(decision(current, chosen)) }
        path.append(chosen)
        current = chosen
      }
      let leaf = path[path.count - 1]
      var value = 2 * (0.7 * hash(leaf.id, 0) + 0.3 * hash(leaf.id, iteration)) - 1
      if mistake == .outOfRange, iteration % 10 == 0 { value *= 5 }
      lines.append(#"{"type":"evaluate","node":\#(leaf.id),"value":\#(number(value))}"#)
      lines.append(backUp(path, number(value), iteration, alternates))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var formula: String { hasPriors ? "Q + c*P*sqrt(N)/(1+n)" : "Q + c*sqrt(ln N / n)" }

  private func prior(of id: Int) -> String {
    hasPriors ? #","prior":\#(0.1 + hash(id, -1))"# : ""
  }

  private func number(_ number: Double) -> Double {
    guard let places else { return number }
    let scale = pow(10, Double(places))
    return (number * scale).rounded() / scale
  }

  private func terms(_ child: Node, of parent: Node) -> (q: Double, u: Double) {
    var q = child.mean
    if mistake == .dividedAgain { q /= child.visits }
    if mistake == .withoutSign { q = -q }
    if hasPriors {
      let prior = 0.1 + hash(child.id, -1)
      return (q, c * prior * parent.visits.squareRoot() / (1 + child.visits))
    }
    let inner = mistake == .ownLogarithm ? child.visits : parent.visits
    return (q, c * (log(inner) / child.visits).squareRoot())
  }

  private func choose(_ node: Node) -> Node {
    if let new = node.children.first(where: { $0.visits == 0 }) { return new }
    func score(_ child: Node) -> Double {
      let terms = terms(child, of: node)
      return mistake == .greedy ? terms.q : terms.q + terms.u
    }
    return node.children.max { (score($0), $1.id) < (score($1), $0.id) } ?? node.children[0]
  }

  private func decision(_ node: Node, _ chosen: Node) -> String {
    let candidates = node.children.map { child in
      guard child.visits > 0 else { return #"{"node":\#(child.id)}"# }
      let terms = terms(child, of: node)
      let extra = mistake == .termMissing ? 0.25 : 0
      return #"{"node":\#(child.id),"score":\#(terms.q + terms.u + extra),"#
        + #""terms":{"Q":\#(terms.q),"U":\#(terms.u)}}"#
    }
    return #"{"type":"select","node":\#(node.id),"chosen":\#(chosen.id),"candidates":["#
      + candidates.joined(separator: ",") + "]}"
  }

  private func backUp(
    _ path: [Node], _ value: Double, _ iteration: Int, _ alternates: Bool
  ) -> String {
    for (place, node) in path.enumerated() {
      let isStale = mistake == .staleInner && place > 0 && place < path.count - 2
      let sign = alternates && (path.count - 1 - place) % 2 == 1 ? -1.0 : 1.0
      if mistake == .phantomVisit, node.visits == 0, place > 0 { node.visits += 1 }
      node.visits += mistake == .rootTwice && place == 0 ? 2 : 1
      node.sum += isStale ? (node.visits > 1 ? node.sum / (node.visits - 1) : 0) : sign * value
    }
    let rows = path.map { node in
      let written: Double =
        switch mistake {
        case .sumsAsMeans: node.sum
        case .meansAsSums: node.mean
        default: node.mean
        }
      return "[\(node.id),\(Int(node.visits)),\(number(written))]"
    }
    return #"{"type":"backup","iteration":\#(iteration),"path":["#
      + path.map { "\($0.id)" }.joined(separator: ",") + #"],"value":\#(value),"stats":["#
      + rows.joined(separator: ",") + "]}"
  }
}
