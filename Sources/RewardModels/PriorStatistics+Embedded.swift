/// The prior statistics of the embedded pair, as `Benchmarks statistics --states 4000` prints them.
///
/// 4,000 states of problems of 3 to 6 blocks that are not kept for tests, on walks half of whose steps
/// are on a shortest way. When the weights change they are to be measured again.
extension RewardStatistics {
  /// Each part in one region.
  public static let embedded = RewardStatistics([
    .logLikelihood: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -2.440674, deviation: 2.089295)
      ]),
    .meanLogLikelihood: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.703074, deviation: 0.668697)
      ]),
    .selfEvaluation: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -1.546053, deviation: 1.680389)
      ]),
    .divergence: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: 0.041053, deviation: 0.033098)
      ]),
    .signedDivergence: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.003977, deviation: 0.043618)
      ]),
    .logRatio: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.755887, deviation: 1.918887)
      ]),
    .verdictContrast: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.501872, deviation: 1.573620)
      ]),
    .summedDivergence: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: 0.230262, deviation: 0.238355)
      ]),
  ])

  /// Each part in the regions that were found in the sample, at most three.
  public static let embeddedRegions = RewardStatistics([
    .logLikelihood: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -2.440674, deviation: 2.089295)
      ]),
    .meanLogLikelihood: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.703074, deviation: 0.668697)
      ]),
    .selfEvaluation: Part(
      regions: Regions([-4.126312, -0.427604]),
      statistics: [
        RunningStatistics(count: 961, mean: -6.630349, deviation: 1.378960),
        RunningStatistics(count: 9428, mean: -1.386096, deviation: 0.655405),
        RunningStatistics(count: 2328, mean: -0.095049, deviation: 0.142595),
      ]),
    .divergence: Part(
      regions: Regions([0.215361]),
      statistics: [
        RunningStatistics(count: 12673, mean: 0.040376, deviation: 0.031085),
        RunningStatistics(count: 44, mean: 0.235950, deviation: 0.014046),
      ]),
    .signedDivergence: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.003977, deviation: 0.043618)
      ]),
    .logRatio: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.755887, deviation: 1.918887)
      ]),
    .verdictContrast: Part(
      regions: Regions([-5.456356]),
      statistics: [
        RunningStatistics(count: 469, mean: -6.606454, deviation: 0.642234),
        RunningStatistics(count: 12248, mean: -0.268116, deviation: 1.036186),
      ]),
    .summedDivergence: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: 0.230262, deviation: 0.238355)
      ]),
  ])
}
