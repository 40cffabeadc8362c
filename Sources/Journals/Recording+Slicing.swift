import Groundwork
import SearchTrees

/// What a recording shows by itself, where no rules of its search are known.
extension Recording {
  /// Fills in rows, cursor, detail and summary from the events alone.
  func fill(
    _ slice: inout TreeSlice, for request: SliceRequest, path: Set<NodeID>,
    _ slicer: inout TreeSlicer
  ) {
    let line = fill(&slice.summary, &slicer)
    slicer.cutRows(
      request, of: fold.tree, explanation,
      marking: TreeSlicer.Lines(
        best: line, answer: slice.summary.answer?.nodes ?? [], simulation: path), into: &slice)
    let node = slice.cursor
    slice.detail.node = node
    slice.detail.label = slice.cursorPath.last ?? ""
    slice.detail.depth = slice.cursorPath.count
    slice.detail.statistics = fold.tree.nodes[node.index]
    slice.detail.exactValue = fold.tree.exactValue(of: node).map(Double.init)
    slice.detail.prior = fold.tree.hasPriors ? Double(fold.tree.priors[node.index]) : nil
    if request.wantsTables {
      slice.detail.siblings = fold.tree.parent(of: node).flatMap { decision(at: $0) }
      slice.detail.children = decision(at: node)
    }
  }

  var range: ClosedRange<Double>? {
    guard let low = header?.low, let high = header?.high, low <= high else { return nil }
    return low...high
  }

  /// The same in single precision.
  var floatRange: ClosedRange<Float>? {
    range.map { Float($0.lowerBound)...Float($0.upperBound) }
  }

  /// Fills in what the recording says of its search, and returns the most visited line.
  private func fill(_ summary: inout SearchSummary, _ slicer: inout TreeSlicer) -> [NodeID] {
    summary.problem = header?.problem ?? header?.engine ?? ""
    summary.preset = header?.algorithm ?? header?.engine ?? ""
    summary.seed = header?.seed ?? 0
    summary.nodes = fold.tree.count
    summary.bytes = fold.tree.count * fold.tree.bytesPerNode
    summary.depth = fold.deepest
    summary.iterations = hasIterations ? fold.iterationNumber : Int(fold.tree.nodes[0].visits)
    summary.rule = header?.rule ?? ""
    summary.formula = header?.formula ?? ""
    summary.termNames = termNames
    summary.parameters = header?.selectionParameters ?? []
    for (_, parameter) in fold.parameters {
      if let place = summary.parameters.firstIndex(where: { $0.name == parameter.name }) {
        summary.parameters[place] = parameter
      } else {
        summary.parameters.append(parameter)
      }
    }
    summary.hasPriors = fold.tree.hasPriors
    if let name = header?.priorName { summary.priorName = name }
    summary.valueMeaning = valueMeaning
    summary.valueRange = range
    let line = fold.tree.principalVariation(range: floatRange)
    summary.bestLine = line.dropFirst().map { slicer.label(of: $0, in: fold.tree, explanation) }
    summary.bestValue = line.count > 1 ? fold.tree.value(of: line[1]) : nil
    summary.answer = answer(beside: line, &slicer)
    return line
  }

  private var valueMeaning: String {
    if let meaning = header?.meaning { return meaning }
    let view =
      switch header?.perspective {
      case "mover": "for the player who moved to the node"
      case "parent": "for the player to move at the parent"
      case "root": "from the root's view"
      default: "as the program gives it"
      }
    let unit = header?.unit.map { "\($0), " } ?? ""
    return (layout.sum == nil && layout.mean == nil ? "not in the file" : unit + view)
  }

  /// The newest event of the branch that is shown.
  var branchEnd: Int { max(branches[shown].lastEvent, position) }

  /// The place of the branch that is shown in the list of branches.
  var shownBranch: Int { shown }
}
