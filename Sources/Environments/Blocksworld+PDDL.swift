public import TreeSearch

extension Blocksworld {
  /// Makes the problem that a PDDL file of the `blocksworld-4ops` domain describes.
  ///
  /// - Parameters:
  ///   - pddl: the text of the file.
  ///   - path: the file, for the problem's name and for errors.
  ///   - horizon: the most actions; without one, the optimal length and two more.
  public init(pddl: String, path: String, horizon: Int? = nil) throws(ProblemError) {
    let problem = try PDDLProblem(pddl, source: path)
    let start = try Self.start(of: problem)
    var places: [UInt8?] = Array(repeating: nil, count: problem.names.count)
    try Self.arrange(problem.goal, of: problem, in: &places)
    // What the goal does not place can lie on the table, so a goal without contradictions can be
    // reached: every arrangement of blocks can be turned into every other.
    let example = State(places: places.map { $0 ?? State.table })
    for (atom, position) in problem.goal where !atom.holds(in: example) {
      throw problem.invalid(
        position, "the goal cannot be: (\(atom.object(problem.names))) contradicts the rest of it")
    }
    let goal = BlocksGoal(problem.goal.map { $0.atom })
    if goal.isMet(in: start) {
      throw problem.invalid(problem.goalPosition, "the goal holds at the start already")
    }
    self.init(
      name: "blocksworld:" + path, names: problem.names, start: start, goal: goal, horizon: horizon)
  }

  /// Returns the state that the facts of `:init` describe in full and without contradiction.
  private static func start(of problem: PDDLProblem) throws(ProblemError) -> State {
    var places: [UInt8?] = Array(repeating: nil, count: problem.names.count)
    try arrange(problem.initial, of: problem, in: &places)
    for (block, place) in places.enumerated() where place == nil {
      let object = problem.names.objects[block]
      throw problem.invalid(
        problem.initialPosition,
        "\(object) is nowhere; expected (ontable \(object)), (on \(object) ...) or holding")
    }
    let state = State(places: places.compactMap { $0 })
    for (atom, position) in problem.initial where !atom.holds(in: state) {
      throw problem.invalid(
        position, "(\(atom.object(problem.names))) contradicts the other facts of the start")
    }
    let given = Set(problem.initial.map { $0.atom })
    for atom in atoms(of: state, count: problem.names.count) where !given.contains(atom) {
      throw problem.invalid(
        problem.initialPosition,
        "(\(atom.object(problem.names))) is missing, yet the other facts of the start imply it")
    }
    return state
  }

  /// Writes down where facts put the blocks; no block in two places, two in one, or above itself.
  private static func arrange(
    _ facts: [PDDLProblem.PlacedAtom], of problem: PDDLProblem, in places: inout [UInt8?]
  ) throws(ProblemError) {
    let objects = problem.names.objects
    for (atom, position) in facts {
      let (block, place): (UInt8, UInt8)
      switch atom {
      case .clear, .handEmpty: continue
      case .holding(let held): (block, place) = (held, State.hand)
      case .on(let upper, let lower): (block, place) = (upper, lower)
      case .onTable(let lying): (block, place) = (lying, State.table)
      }
      if let other = places[Int(block)], other != place {
        throw problem.invalid(position, "\(objects[Int(block)]) is in two places")
      }
      if place != State.table,
        let other = places.indices.first(where: { $0 != block && places[$0] == place })
      {
        let whereabouts = place == State.hand ? "in the hand" : "on \(objects[Int(place)])"
        throw problem.invalid(
          position, "both \(objects[other]) and \(objects[Int(block)]) are \(whereabouts)")
      }
      places[Int(block)] = place
      var below: UInt8? = place
      while let next = below, next < State.table {
        if next == block {
          throw problem.invalid(position, "\(objects[Int(block)]) is above itself")
        }
        below = places[Int(next)]
      }
      if below == State.hand && place != State.hand || place == State.hand && places.contains(block)
      {
        throw problem.invalid(position, "a block that is held carries another")
      }
    }
  }
}
