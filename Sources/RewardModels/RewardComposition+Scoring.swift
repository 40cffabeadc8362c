public import SearchTrees

extension RewardComposition {
  /// Scores a step by the statistics as they are: its parts, in the composition's order, and their sum.
  ///
  /// A part of weight 0 is listed with a contribution of 0. Without statistics of its own it stays raw.
  ///
  /// - Precondition: a standardised composition finds statistics for every part that counts.
  public func score(_ step: StepEvidence, by statistics: RewardStatistics) -> Verdict {
    var verdict = Verdict(value: 0)
    for entry in weights {
      let raw = entry.part.raw(of: step)
      var part = VerdictPart(entry.part.rawValue, raw)
      part.weight = entry.weight
      var number = raw
      if isStandardised, let known = statistics.parts[entry.part] {
        let region = known.regions.index(of: raw)
        let here = known.statistics[region]
        number = here.standardised(raw)
        part.region = region
        part.regionCount = known.regions.count
        part.mean = here.mean
        part.deviation = here.deviation
        part.samples = here.count
        part.normalized = number
      } else {
        precondition(
          !isStandardised || entry.weight == 0, "there are no statistics of \(entry.part.rawValue)")
      }
      // Not weight * number: a part that does not count must not turn infinity into no number at all.
      let contribution = entry.weight == 0 ? 0 : entry.weight * number
      part.contribution = contribution
      verdict.value += contribution
      verdict.parts.append(part)
    }
    return verdict
  }
}
