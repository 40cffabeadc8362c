/// A problem that says itself what its states are worth, as a value network would.
public protocol ValuedEnvironment: Environment {
  /// Returns what is still to come from a state on, from the view of the player who moved there, without
  /// the reward of getting there; nil where nothing is known.
  func estimate(at state: State) -> Float?
}

/// A problem that says itself by what the value of a state counts for the state before it.
public protocol DiscountingEnvironment: Environment {
  /// Returns the discount of the step into a state, in 0...1; nil where that is the search's own.
  func discount(at state: State) -> Float?
}
