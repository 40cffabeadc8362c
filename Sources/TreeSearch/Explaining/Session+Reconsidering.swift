public import SearchTrees

/// What follows from calls whose prompts a person changed.
extension Session {
  /// What language models on servers were asked, and said.
  public var keptCalls: KeptCalls? { search.recipe.evaluator.keptCalls }

  /// Returns what a call says whose prompt a person changed; nil of all others.
  ///
  /// Worked out once for each moment; while the search moves it may be of a moment ago. O(nodes * depth) the
  /// first time that it is asked for, then O(nodes below the step).
  public func callEdit(_ number: Int, isMoving: Bool) -> CallEdit? {
    guard let kept = keptCalls, let call = kept.call(number), let edited = call.edited,
      let original = kept.call(edited)
    else { return nil }
    if let known = knownEdit, known.edit.number == number,
      isMoving || known.iterations == search.iterations
    {
      return known.edit
    }
    var edit = CallEdit(number, of: original)
    if call.score != nil, original.score != nil, let step = step(restingOn: edited) {
      edit.effect = search.reconsider(number, inPlaceOf: edited, at: step.parent, step.place)
    }
    knownEdit = (edit, search.iterations)
    return edit
  }

  private func step(restingOn number: Int) -> (parent: NodeID, place: Int)? {
    if let parent = restingParents[number], let place = search.place(of: number, below: parent) {
      return (parent, place)
    }
    let step = search.step(restingOn: number)
    restingParents[number] = step?.parent
    return step
  }
}
