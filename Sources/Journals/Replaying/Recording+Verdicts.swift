import Groundwork
import SearchTrees

/// What evaluators said, as `evaluate` events hold it.
extension Recording {
  /// As many parts of a verdict are kept.
  static let mostParts = 64
  /// As many tokens of a verdict are kept.
  static let mostTokens = 512
  /// As many alternatives to a token are kept.
  static let mostAlternatives = 16
  /// As many models of a token are kept.
  static let mostModels = 16
  /// The models of recordings of earlier versions, which have keys for no others.
  private static let oldModels = ["expert", "amateur"]
  /// As many siblings' verdicts are read for one slice.
  static let mostSiblings = 64

  /// Returns what was said last of a node up to the event that is shown; nil if nothing was.
  func verdict(of node: NodeID) -> Verdict? {
    guard fold.verdictAt.count > 0, fold.verdictAt[node.index] > 0 else { return nil }
    return Self.verdict(value(of: Int(fold.verdictAt[node.index])))
  }

  /// Fills in what was said of the steps from the node's parent.
  ///
  /// What rules that are at hand know of the way to the goal stays.
  func fillSteps(_ detail: inout NodeDetail) {
    guard let parent = fold.tree.parent(of: detail.node), fold.verdictAt.count > 0 else { return }
    var siblings = fold.tree.children(of: parent).filter { fold.verdictAt[$0.index] > 0 }
    if siblings.count > Self.mostSiblings {
      let own = siblings.firstIndex(of: detail.node) ?? 0
      let first = max(0, min(own - Self.mostSiblings / 2, siblings.count - Self.mostSiblings))
      siblings = Array(siblings[first..<first + Self.mostSiblings])
    }
    guard !siblings.isEmpty else { return }
    let labels = explanation.labels(of: parent, fold)
    let known = detail.siblingVerdicts
    detail.siblingVerdicts = siblings.compactMap { node in
      verdict(of: node).map { verdict in
        StepEvaluation(
          node: node, label: labels[node] ?? "", verdict: verdict,
          isBest: known.first { $0.node == node }?.isBest)
      }
    }
  }

  // MARK: - One event

  /// Returns the verdict that an `evaluate` event holds; what is no part and no token is left out.
  static func verdict(_ value: JSONValue) -> Verdict {
    let vector = value["value"]?.elements?.prefix(mostParts).map { finite($0) } ?? []
    let number = value["value"]?.number ?? vector.first ?? nil
    var verdict = Verdict(
      value: number ?? .nan,
      parts: Array(
        (value["parts"]?.elements ?? []).lazy.compactMap(Self.part).prefix(mostParts)),
      tokens: tokens(value["tokens"]?.elements ?? []),
      rationale: value["rationale"]?.string,
      generation: value["generation"].flatMap(Self.generation),
      proposal: value["proposal"].flatMap(Self.proposal))
    verdict.vector = Array(vector)
    verdict.confidence = finite(value["confidence"])
    verdict.voices = Array(
      (value["voices"]?.elements ?? []).lazy.compactMap(Self.voice).prefix(mostParts))
    verdict.model = value["model"]?.string
    verdict.source = value["source"]?.string
    verdict.evidence = Array(
      (value["evidence"]?.elements ?? []).lazy.compactMap(Self.evidence).prefix(mostParts))
    verdict.isStandIn = value["stand_in"]?.bool ?? false
    verdict.mayBeAskedAgain = value["may_be_asked_again"]?.bool ?? false
    verdict.calls = (value["asked"]?.members ?? []).prefix(mostModels).compactMap { member in
      member.value.integer.flatMap { $0 > 0 ? CallReference(member.key, $0) : nil }
    }
    verdict.cost = (value["cost"]?.members ?? []).prefix(mostParts).compactMap { member in
      finite(member.value).map { NamedNumber(member.key, $0) }
    }
    return verdict
  }

  /// Returns what one of several judges said; nil where it is neither named nor says anything.
  private static func voice(_ value: JSONValue) -> VerdictVoice? {
    if let text = value.string { return VerdictVoice(name: "", value: nil, text: text) }
    if let number = finite(value) { return VerdictVoice(name: "", value: number) }
    if let pair = value.elements, let name = pair.first?.string {
      return VerdictVoice(name: name, value: pair.count > 1 ? finite(pair[1]) : nil)
    }
    let name = value["name"]?.string
    let number = ["value", "probability", "weight", "score", "p"].lazy
      .compactMap { finite(value[$0]) }.first
    let text = ["text", "rationale"].lazy.compactMap { value[$0]?.string }.first
    guard name != nil || number != nil || text != nil else { return nil }
    return VerdictVoice(name: name ?? "", value: number, text: text)
  }

  /// Returns what an evaluator points at, as an object, or a place or a text alone; nil where it is neither
  /// a place nor says anything.
  private static func evidence(_ value: JSONValue) -> VerdictEvidence? {
    if let text = value.string { return VerdictEvidence(text: text) }
    if let place = count(value) { return VerdictEvidence(place: place) }
    let evidence = VerdictEvidence(
      place: count(value["place"]), document: value["document"]?.string,
      line: count(value["line"]), text: value["text"]?.string)
    return evidence == VerdictEvidence() ? nil : evidence
  }

  /// Returns a state that was generated; nil without a text.
  ///
  /// What is no count is none.
  private static func generation(_ value: JSONValue) -> GeneratedText? {
    guard let text = value["text"]?.string else { return nil }
    return GeneratedText(
      text: text, accepted: count(value["accepted"]) ?? 0, rejected: count(value["rejected"]) ?? 0,
      calls: calls(value), disagrees: value["disagrees"]?.bool ?? false)
  }

  /// Returns how an action was proposed; nil unless it says how often among how many.
  private static func proposal(_ value: JSONValue) -> GeneratedProposal? {
    guard let drawn = count(value["drawn"]), let samples = count(value["samples"]) else {
      return nil
    }
    return GeneratedProposal(
      drawn: drawn, samples: samples, illegal: count(value["illegal"]) ?? 0,
      accepted: count(value["accepted"]) ?? 0, rejected: count(value["rejected"]) ?? 0,
      calls: calls(value))
  }

  /// Returns how often models were asked, by their names.
  ///
  /// Recordings of earlier versions have a key for each of their two models.
  private static func calls(_ value: JSONValue) -> [ModelCalls] {
    let members =
      value["calls"]?.members
      ?? oldModels.compactMap { name in value[name].map { JSONValue.Member(name, $0) } }
    return members.prefix(mostModels).compactMap { member in
      count(member.value).map { ModelCalls(member.key, $0) }
    }
  }

  /// Returns a part; nil without a name and any number.
  ///
  /// Of a program that does not say what it measured, the number that counted stands for it.
  private static func part(_ value: JSONValue) -> VerdictPart? {
    guard let name = value["name"]?.string else { return nil }
    let keys = ["raw", "contribution", "normalized"]
    guard let raw = keys.lazy.compactMap({ finite(value[$0]) }).first else { return nil }
    var part = VerdictPart(name, raw)
    part.region = count(value["region"])
    part.regionCount = count(value["regions"])
    part.mean = finite(value["mean"])
    part.deviation = finite(value["deviation"]).flatMap { $0 >= 0 ? $0 : nil }
    part.samples = count(value["samples"])
    part.normalized = finite(value["normalized"])
    part.weight = finite(value["weight"])
    part.contribution = finite(value["contribution"])
    return part
  }

  /// Returns the tokens of an event.
  private static func tokens(_ values: [JSONValue]) -> [TokenEvidence] {
    var tokens = Array(values.lazy.compactMap(token).prefix(mostTokens))
    // Where a sibling has all that stands before the next token, it has this one: so it is known of
    // recordings that do not say it.
    for (index, next) in zip(tokens.indices, tokens.dropFirst())
    where next.isShared && next.role == tokens[index].role {
      tokens[index].isSame = true
    }
    return tokens
  }

  /// Returns a token; nil without a text or any model's probability.
  private static func token(_ value: JSONValue) -> TokenEvidence? {
    guard let text = value["text"]?.string, let likelihoods = likelihoods(value) else {
      return nil
    }
    let named = value["logprobs"]?.members?.map(\.key)
    return TokenEvidence(
      text: text, role: value["role"]?.string.flatMap(TokenEvidence.Role.init) ?? .action,
      likelihoods: likelihoods,
      divergence: finite(value["divergence"]).flatMap { $0 >= 0 ? $0 : nil },
      isShared: value["shared"]?.bool ?? false, isSame: value["same"]?.bool ?? false,
      top: Array(
        (value["top"]?.elements ?? []).lazy
          .compactMap { alternative($0, named ?? oldModels, isLogarithm: named != nil) }
          .prefix(mostAlternatives)))
  }

  /// Returns an alternative from a list of the text and the numbers of the token's models in their
  /// order, or from an object; nil from a bare text, of which no probability is known.
  private static func alternative(
    _ value: JSONValue, _ models: [String], isLogarithm: Bool
  ) -> TokenEvidence.Alternative? {
    guard let list = value.elements else {
      guard let text = (value["text"] ?? value["token"])?.string,
        let likelihoods = likelihoods(value)
      else { return nil }
      return TokenEvidence.Alternative(text: text, likelihoods: likelihoods)
    }
    guard let text = list.first?.string else { return nil }
    let numbers = zip(models, list.dropFirst()).map { JSONValue.Member($0, $1) }
    return likelihoods(numbers, isLogarithm: isLogarithm).map {
      TokenEvidence.Alternative(text: text, likelihoods: $0)
    }
  }

  /// Returns how likely models held a token; nil where no number makes sense.
  ///
  /// Recordings of earlier versions have probabilities in place of logarithms, and a key for each of
  /// their two models; `probability` is the first one's.
  private static func likelihoods(_ value: JSONValue) -> TokenLikelihoods? {
    if let members = value["logprobs"]?.members { return likelihoods(members, isLogarithm: true) }
    var members = oldModels.compactMap { name in value[name].map { JSONValue.Member(name, $0) } }
    if value[oldModels[0]] == nil, let number = value["probability"] {
      members.insert(JSONValue.Member(oldModels[0], number), at: 0)
    }
    return likelihoods(members, isLogarithm: false)
  }

  private static func likelihoods(
    _ members: [JSONValue.Member], isLogarithm: Bool
  ) -> TokenLikelihoods? {
    var numbers: [NamedNumber] = []
    for member in members.prefix(mostModels)
    where !numbers.contains(where: { $0.name == member.key }) {
      let number = isLogarithm ? logarithm(member.value) : probability(member.value)
      if let number { numbers.append(NamedNumber(member.key, number)) }
    }
    if numbers.isEmpty { return nil }
    return isLogarithm ? TokenLikelihoods(numbers) : TokenLikelihoods(probabilities: numbers)
  }

  /// Returns the logarithm of a probability; nil where it cannot be one.
  private static func logarithm(_ value: JSONValue) -> Double? {
    finite(value).flatMap { $0 <= 0 ? $0 : nil }
  }

  private static func finite(_ value: JSONValue?) -> Double? {
    value?.number.flatMap { $0.isFinite ? $0 : nil }
  }

  static func probability(_ value: JSONValue?) -> Double? {
    value?.number.flatMap { (0...1).contains($0) ? $0 : nil }
  }

  private static func count(_ value: JSONValue?) -> Int? {
    value?.integer.flatMap { $0 >= 0 ? $0 : nil }
  }
}
