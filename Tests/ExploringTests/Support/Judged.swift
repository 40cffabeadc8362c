import SearchTrees

@testable import Exploring

/// What turns the slices of a search of Blocksworld into those of one whose steps are judged by an
/// expert and an amateur language model.
struct Judged {
  /// What is said of siblings, in the order of their creation.
  var verdicts = Judged.usual
  /// Which of them lie on a shortest way to the goal.
  var best: [Bool?] = [false, true, false, false]
  var discriminations = [
    PartDiscrimination(name: "R_LL", auc: 0.912, states: 37),
    PartDiscrimination(name: "R_JSD", auc: 0.481, states: 37),
    PartDiscrimination(name: "R_SE", auc: 0.874, states: 37),
    PartDiscrimination(name: "total", auc: 0.855, states: 37),
  ]
  var alarms = [
    Alarm("R_JSD explains less than 1 % of the reward's variance among siblings"),
    Alarm("R_SE fell into the lowest region for every sibling", node: NodeID(2)),
  ]
  var use: ModelUse? = {
    var use = ModelUse()
    use.calls = 1204
    use.tokens = 48_213
    use.seconds = 3.094
    use.accepted = 812
    use.rejected = 208
    use.generations = 512
    use.disagreements = 3
    return use
  }()
  var edge = Statistic.estimatedReward

  /// Fills a slice in as the owner of such a search would.
  func amend(_ slice: inout TreeSlice, for request: SliceRequest) {
    slice.summary.edge = edge
    slice.summary.hasPriors = edge.head == "r"
    slice.summary.partDiscriminations = discriminations
    slice.summary.alarms = alarms
    slice.summary.modelUse = use
    for index in slice.rows.indices where slice.rows[index].id != .root {
      slice.rows[index].prior = verdicts[(slice.rows[index].id.index + 3) % verdicts.count].value
    }
    guard slice.cursor != .root, let own = slice.rows.first(where: { $0.id == slice.cursor })
    else { return }
    slice.detail.prior = own.prior
    guard request.wantsVerdicts else { return }
    let siblings = slice.rows.filter { $0.parent == own.parent && $0.kind == .node }
      .sorted { $0.id < $1.id }
    slice.detail.siblingVerdicts = zip(siblings, zip(verdicts, best)).map { row, told in
      StepEvaluation(node: row.id, label: row.label, verdict: told.0, isBest: told.1)
    }
  }

  // MARK: - What is said

  private static func part(
    _ name: String, _ raw: Double, _ region: Int, of count: Int, _ mean: Double,
    _ deviation: Double, weight: Double
  ) -> VerdictPart {
    var part = VerdictPart(name, raw)
    part.region = region
    part.regionCount = count
    part.mean = mean
    part.deviation = deviation
    part.samples = 4807
    part.normalized = (raw - mean) / deviation
    part.weight = weight
    part.contribution = weight * (raw - mean) / deviation
    return part
  }

  private static func verdict(
    _ likelihood: Double, _ contrast: Double, _ evaluation: Double, _ tokens: [TokenEvidence],
    _ rationale: String
  ) -> Verdict {
    let high = evaluation > -1
    let parts = [
      part("R_LL", likelihood, 0, of: 1, -2.1, 1.75, weight: 1),
      part("R_JSD", contrast, 0, of: 1, 0.061, 0.034, weight: 0.5),
      part(
        "R_SE", evaluation, high ? 1 : 0, of: 2, high ? -0.21 : -2.9, high ? 0.19 : 1.1, weight: 1),
    ]
    let value = parts.reduce(0) { $0 + ($1.contribution ?? 0) }
    return Verdict(value: value, parts: parts, tokens: tokens, rationale: rationale)
  }

  private static func token(
    _ text: String, _ expert: Double, _ amateur: Double, _ divergence: Double, shared: Bool = false,
    _ top: [(String, Double, Double)], role: TokenEvidence.Role = .action
  ) -> TokenEvidence {
    TokenEvidence(
      text: text, role: role, likelihoods: .two(expert, amateur), divergence: divergence,
      isShared: shared,
      top: top.map { TokenEvidence.Alternative(text: $0.0, likelihoods: .two($0.1, $0.2)) })
  }

  /// The first token of every action: its distribution is the same for all siblings.
  private static func verb(_ text: String, _ expert: Double, _ amateur: Double) -> TokenEvidence {
    token(
      text, expert, amateur, 0.034, shared: true,
      [("unstack", 0.713, 0.502), ("pick", 0.287, 0.4976), ("stack", 0.0001, 0.0004)])
  }

  private static func judgement(_ good: Double, _ amateur: Double) -> TokenEvidence {
    token(
      "good", good, amateur, 0.052,
      [("good", good, amateur), ("bad", 1 - good, 1 - amateur)], role: .judgement)
  }

  /// Four verdicts: an ordinary step, the best one, one that is far out, one in another region.
  static let usual: [Verdict] = [
    verdict(
      -1.9, 0.058, -0.31,
      [
        verb("pick", 0.287, 0.4976),
        token("up", 1, 0.9997, 0.0003, shared: true, [("up", 1, 0.9997)]),
      ],
      "R_LL counts most: the expert finds the action about as likely as usual."),
    verdict(
      -0.42, 0.183, -0.07,
      [
        verb("unstack", 0.713, 0.502),
        token(
          "red", 0.921, 0.404, 0.183,
          [("red", 0.921, 0.404), ("yellow", 0.078, 0.571), ("blue", 0.0009, 0.02)]),
        token("from", 1, 0.9999, 0.0001, [("from", 1, 0.9999)]),
        token("blue", 0.9991, 0.96, 0.007, [("blue", 0.9991, 0.96), ("orange", 0.0004, 0.031)]),
        judgement(0.932, 0.611),
      ],
      "R_JSD and R_LL count most: the expert is sure of \"red\" (.92), where the amateur prefers "
        + "\"yellow\" (.57); both models hold the step for good, the expert more so."),
    verdict(
      -8.3, 0.041, -0.55, [verb("unstack", 0.713, 0.502)],
      "R_LL counts most: the expert would hardly say this."),
    verdict(
      -3.4, 0.066, -4.1, [verb("pick", 0.287, 0.4976)],
      "R_SE counts most: the expert holds the step for bad (p(good) = .02)."),
  ]
}

extension TokenLikelihoods {
  /// The probabilities of an expert and of an amateur.
  static func two(_ expert: Double, _ amateur: Double) -> TokenLikelihoods {
    TokenLikelihoods(probabilities: [.init("expert", expert), .init("amateur", amateur)])
  }
}
