import Drawing
import Groundwork
import SearchTrees

/// What a language model wrote of a step: its next state, and the step itself.
enum GenerationRemarks {
  /// Returns a line or two for each of the two, nothing where nothing was written.
  static func lines(
    _ verdict: Verdict, width: Int, _ repertoire: Repertoire
  ) -> [StyledLine] {
    var remarks: [(text: String, style: Style)] = []
    if let proposal = verdict.proposal {
      remarks.append((text(proposal), proposal.drawn == 0 ? .warning : .muted))
    }
    if let generation = verdict.generation {
      remarks.append((text(generation), generation.disagrees ? .warning : .muted))
    }
    return remarks.flatMap { remark in
      SafeText.lines(of: remark.text, width: max(10, width), repertoire: repertoire)
        .map { StyledLine($0, remark.style) }
    }
  }

  private static func text(_ generation: GeneratedText) -> String {
    "next state by \(generation.calls.first?.model ?? "a model"): "
      + drafted(generation.accepted, generation.rejected) + calls(generation.calls) + ", "
      + (generation.disagrees ? "NOT as the rules have it" : "as the rules have it")
  }

  private static func text(_ proposal: GeneratedProposal) -> String {
    let illegal = proposal.illegal == 0 ? "" : " (\(proposal.illegal) not legal)"
    let start =
      proposal.drawn == 0
      ? "none of \(proposal.samples) generated actions was legal: the likeliest legal one"
      : "drawn \(proposal.drawn) of \(proposal.samples) times\(illegal)"
    return "\(start); " + drafted(proposal.accepted, proposal.rejected) + calls(proposal.calls)
  }

  private static func drafted(_ accepted: Int, _ rejected: Int) -> String {
    "\(NumberText.grouped(accepted)) of \(NumberText.grouped(accepted + rejected)) drafted tokens accepted"
  }

  /// How often the model that wrote was asked, where that is known.
  private static func calls(_ calls: [ModelCalls]) -> String {
    guard let count = calls.first?.count else { return "" }
    return " in \(NumberText.grouped(count)) call\(count == 1 ? "" : "s") of it"
  }
}
