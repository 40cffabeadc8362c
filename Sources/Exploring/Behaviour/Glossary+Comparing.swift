import Drawing
import SearchTrees

extension Glossary {
  /// The words that mean the same in every search.
  static var always: [Entry] { general + ruleTerms }

  /// The words of comparisons and breakpoints.
  static func comparing(_ state: ExplorerState) -> [Entry] {
    let words = [
      Entry(words: ["dN"], sentence: "How many visits B has more than A at this place."),
      Entry(words: ["dQ"], sentence: "By how much Q is higher in B than in A."),
      Entry(
        words: ["divergence"],
        sentence:
          "How far the visits of the root's children are apart in A and B: 0 where their shares "
          + "are the same, 1 where no child has visits in both.",
        formula: "the Jensen-Shannon divergence, in bits"),
      Entry(
        words: ["HITS"], sentence: "How often a breakpoint has stopped the search or the recording."
      ),
      Entry(
        words: ["AT MOST"], sentence: "How often it stops at most; - is as often as it happens."),
    ]
    guard state.view == .compare else { return words }
    // What means something else in the tree.
    return [
      Entry(
        words: ["A"],
        sentence: "The moment that was kept, or the file; beside a row: on its answer."),
      Entry(words: ["B"], sentence: "What was compared with it; beside a row: on its answer."),
      Entry(
        words: [state.glyphs.next.plain],
        sentence: "Something of this place differs: N, Q, P, flags, or that only one tree has it."),
      Entry(
        words: [state.glyphs.ellipsis.plain],
        sentence: "Nothing differs here, something further down."),
    ] + words
  }
}
