/// The states that can be reached from some sources, layer by layer of equal distance.
///
/// Every action can be taken back by the next one, so a distance is the same in both directions:
/// flooding from the goal states gives the distance to the goal.
struct BlocksDistances: Sendable {
  /// The distance of each state, by the places of its blocks.
  private var distances: [UInt64: UInt8] = [:]
  /// The states at each distance from 0, with their step counts at zero.
  private(set) var layers: [[Blocksworld.State]] = []

  /// Floods from `sources` until nothing new is found or `isEnough` says so of a new layer.
  ///
  /// - Complexity: linear in the states reached: 125 for four blocks, 65,990 for seven,
  ///   695,417 for eight.
  init(
    from sources: [Blocksworld.State],
    until isEnough: ([Blocksworld.State]) -> Bool = { _ in false }
  ) {
    var layer = sources
    for state in layer { distances[state.places] = 0 }
    while !layer.isEmpty {
      layers.append(layer)
      if isEnough(layer) { break }
      let distance = UInt8(layers.count)
      var next: [Blocksworld.State] = []
      for state in layer {
        for index in 0..<state.moveCount {
          var successor = state
          successor.make(state.move(at: index))
          successor.steps = 0
          let isNew = distances.updateIfAbsent(distance, for: successor.places)
          if isNew { next.append(successor) }
        }
      }
      layer = next
    }
  }

  /// Returns the distance of a state from the nearest source, if it was reached.
  subscript(state: Blocksworld.State) -> Int? { distances[state.places].map { Int($0) } }
}

extension Dictionary {
  /// Stores a value unless the key has one, and tells whether it did.
  fileprivate mutating func updateIfAbsent(_ value: Value, for key: Key) -> Bool {
    if self[key] != nil { return false }
    self[key] = value
    return true
  }
}
