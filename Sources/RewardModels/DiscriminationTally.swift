public import SearchTrees

/// How well numbers tell the best steps of a state from its others, over many states.
///
/// Of each state: the share of the pairs of a best step and another in which the best one has the higher
/// number, equal ones counting half (the area under the ROC curve within the state). States in which all
/// steps are best, or none, say nothing. 0.5 is chance.
public struct DiscriminationTally: Hashable, Sendable {
  private var names: [String] = []
  private var sums: [Double] = []
  private var states = 0

  /// Begins without states.
  public init() {}

  /// Takes in a state.
  ///
  /// - Parameters:
  ///   - isBest: of each step, whether it is on a shortest way to the goal.
  ///   - numbers: under each name one number a step; the names are the same at every state.
  public mutating func add(isBest: [Bool], _ numbers: [(name: String, values: [Double])]) {
    guard isBest.contains(true), isBest.contains(false) else { return }
    if names.isEmpty {
      names = numbers.map(\.name)
      sums = numbers.map { _ in 0 }
    }
    states += 1
    for (index, entry) in numbers.enumerated() {
      sums[index] += Self.auc(entry.values, isBest: isBest)
    }
  }

  /// The discriminations, in the order of the names.
  public var discriminations: [PartDiscrimination] {
    zip(names, sums).map {
      PartDiscrimination(name: $0, auc: $1 / Double(states), states: states)
    }
  }

  /// Returns the share of the pairs of a best step and another that the numbers put in order, in 0...1.
  ///
  /// - Precondition: there is a best step and another.
  public static func auc(_ numbers: [Double], isBest: [Bool]) -> Double {
    var won = 0.0
    var pairs = 0.0
    for (number, best) in zip(numbers, isBest) where best {
      for (other, otherIsBest) in zip(numbers, isBest) where !otherIsBest {
        pairs += 1
        won += number > other ? 1 : number == other ? 0.5 : 0
      }
    }
    precondition(pairs > 0, "there must be a best step and another")
    return won / pairs
  }
}
