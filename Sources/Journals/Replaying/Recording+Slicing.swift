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
    slice.detail.visits = fold.tree.visits(of: node)
    slice.detail.valueSum = fold.tree.valueSum(of: node)
    slice.detail.mean = fold.tree.mean(of: node)
    slice.detail.childCount = fold.tree.childCount(of: node)
    slice.detail.prior = fold.tree.prior(of: node)
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
    summary.problem = header?.problem ?? ""
    summary.engine = header?.engine
    summary.preset = header?.algorithm ?? ""
    summary.label = header?.label ?? ""
    summary.seed = header?.seed
    summary.nodes = fold.tree.count
    summary.bytes = fold.tree.count * fold.tree.bytesPerNode
    summary.depth = fold.deepest
    let visits = hasIterations ? Double(fold.iterationNumber) : fold.tree.visits(of: .root)
    let iterations = visits.flatMap { Int(exactly: $0) }
    summary.iterations = iterations ?? 0
    summary.areIterationsKnown = iterations != nil
    summary.remarks = remarks
    let rootPath = fold.tree.path(to: fold.root)
    summary.root = fold.root
    summary.rootAncestors = Array(rootPath.dropLast())
    summary.rootPath = rootPath.dropFirst().map {
      slicer.label(of: $0, in: fold.tree, explanation)
    }
    summary.rule = header?.rule ?? ""
    summary.formula = header?.formula ?? ""
    summary.termNames = termNames
    summary.statistics = layout.kept.statistics
    summary.parameters = header?.selectionParameters ?? []
    for (_, parameter) in fold.parameters {
      if let place = summary.parameters.firstIndex(where: { $0.name == parameter.name }) {
        summary.parameters[place] = parameter
      } else {
        summary.parameters.append(parameter)
      }
    }
    summary.hasPriors = fold.tree.hasPriors
    if let edge = header?.edge { summary.edge = edge }
    summary.valueMeaning = valueMeaning
    summary.valueRange = range
    let line = fold.tree.principalVariation(from: fold.root, range: floatRange)
    summary.bestLine = line.dropFirst().map { slicer.label(of: $0, in: fold.tree, explanation) }
    summary.bestValue = line.count > 1 ? fold.tree.value(of: line[1]) : nil
    summary.bestLineGoesByValue = line.dropLast().contains { fold.tree.goesByValue(below: $0) }
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

  /// What a reader should know of the file beside its faults.
  public var remarks: [String] { [numbersRemark, keyframeRemark].compactMap { $0 } }

  private var numbersRemark: String? {
    let (count, line) = unknownNumbers
    if count == 0 { return nil }
    return count == 1
      ? "a number is NaN or infinite, on line \(line): it is read as not known"
      : "\(count) numbers are NaN or infinite, the first on line \(line): they are read as not known"
  }

  private var keyframeRemark: String? {
    guard firstKeyframe > 0 else { return nil }
    return "line \(firstKeyframe) is a keyframe, which the format does not have: such events are "
      + "passed over"
  }

  /// Says in the log what a reader should know, each thing once: a count that grew is counted on in its
  /// line.
  func logRemarks() {
    for (kind, words) in [numbersRemark, keyframeRemark].enumerated() {
      guard let words else { continue }
      guard let known = remarkLines[kind] else {
        add(LogLine(.treetop, words))
        remarkLines[kind] = logCount
        continue
      }
      let place = log.count - (logCount - known) - 1
      if log.indices.contains(place) { log[place].text = words }
    }
  }

  /// The newest event of the branch that is shown.
  var branchEnd: Int { max(branches[shown].lastEvent, position) }

  /// The place of the branch that is shown in the list of branches.
  var shownBranch: Int { shown }
}
