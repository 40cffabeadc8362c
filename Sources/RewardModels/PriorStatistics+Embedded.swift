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
        RunningStatistics(count: 12717, mean: 0.042475, deviation: 0.037393)
      ]),
    .signedDivergence: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.000382, deviation: 0.046073)
      ]),
    .logRatio: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.651873, deviation: 1.821991)
      ]),
    .verdictContrast: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.516700, deviation: 1.565834)
      ]),
    .summedDivergence: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: 0.248596, deviation: 0.305506)
      ]),
  ])

  /// Each part in the regions that were found in its sample.
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
      regions: Regions([0.222458]),
      statistics: [
        RunningStatistics(count: 12620, mean: 0.040880, deviation: 0.032768),
        RunningStatistics(count: 97, mean: 0.249961, deviation: 0.015057),
      ]),
    .signedDivergence: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.000382, deviation: 0.046073)
      ]),
    .logRatio: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.651873, deviation: 1.821991)
      ]),
    .verdictContrast: Part(
      statistics: [
        RunningStatistics(count: 12717, mean: -0.516700, deviation: 1.565834)
      ]),
    .summedDivergence: Part(
      regions: Regions([2.490491]),
      statistics: [
        RunningStatistics(count: 12673, mean: 0.239038, deviation: 0.258360),
        RunningStatistics(count: 44, mean: 3.001371, deviation: 0.382272),
      ]),
  ])
}
