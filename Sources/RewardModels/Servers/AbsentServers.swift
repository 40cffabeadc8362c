import Endpoints
public import SearchTrees

/// The servers of a recording, which are not there: what is not among its calls nobody answers.
struct AbsentServers: StepScorer {
  let servers: [ModelServer]

  var refusal: String? {
    let options = servers.map { "--\($0.name) \($0.address)" }.joined(separator: " ")
    return "this needs the server; search --resume with \(options) goes on with it"
  }

  func ask(
    _ question: StepQuestion,
    then: @escaping @Sendable (Result<ScoredText, EndpointFailure>, Asker.Effort) -> Void
  ) {
    let address = byRole[question.role]?.address ?? ""
    then(
      .failure(
        EndpointFailure(
          .unreachable,
          "this needs the server: the recording has no answer about \"\(question.wording)\"; "
            + "--resume with --\(question.role.rawValue) \(address) asks it")), Asker.Effort())
  }
}

extension ServerPair {
  /// Makes the pair of a recording, which answers what its calls know, once they are restored, and asks
  /// nobody; nil where the recording names no expert and amateur.
  public convenience init?(recorded servers: [ModelServer], calls: KeptCalls = KeptCalls()) {
    let absent = AbsentServers(servers: servers)
    guard absent.byRole.count == ModelRole.allCases.count else { return nil }
    self.init(
      absent, vocabulary: servers.compactMap(\.vocabulary).first,
      isEmbeddedPair: servers.allSatisfy(\.isEmbedded), calls: calls)
  }
}
