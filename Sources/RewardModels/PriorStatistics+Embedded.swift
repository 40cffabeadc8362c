extension RewardStatistics {
  /// Provisional statistics of the embedded pair: magnitudes, not yet measurements, in one region each.
  ///
  /// `Benchmarks statistics` measures and prints them anew; its output belongs here.
  public static let embedded = RewardStatistics([
    .logLikelihood: Part(
      statistics: [
        RunningStatistics(count: 30, mean: -1.5, deviation: 1.5)
      ]),
    .selfEvaluation: Part(
      statistics: [
        RunningStatistics(count: 30, mean: -1.3, deviation: 1.5)
      ]),
    .divergence: Part(
      statistics: [
        RunningStatistics(count: 30, mean: 0.05, deviation: 0.05)
      ]),
    .signedDivergence: Part(
      statistics: [
        RunningStatistics(count: 30, mean: 0, deviation: 0.06)
      ]),
    .logRatio: Part(
      statistics: [
        RunningStatistics(count: 30, mean: -0.2, deviation: 1)
      ]),
    .verdictContrast: Part(
      statistics: [
        RunningStatistics(count: 30, mean: -0.4, deviation: 1)
      ]),
  ])
}
