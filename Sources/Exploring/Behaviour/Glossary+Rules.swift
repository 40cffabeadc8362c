/// Terms of rules that compare values on a scale, or whose constant grows.
extension Glossary {
  static let ruleTerms: [Entry] = [
    Entry(
      words: ["Q'"],
      sentence: "Q on the scale on which the rule compares values; of a child without visits what "
        + "it is taken to be worth there.",
      formula: "Q' = (Q - min) / (max - min)"),
    Entry(words: ["min"], sentence: "The value that counts as 0 on the scale of the rule."),
    Entry(words: ["max"], sentence: "The value that counts as 1 on the scale of the rule."),
    Entry(
      words: ["c(N)"],
      sentence: "The exploration constant at so many visits of the parent.",
      formula: "c(N) = ln((N + pb-c-base + 1) / pb-c-base) + pb-c-init"),
    Entry(
      words: ["h"],
      sentence:
        "What a node is worth where it was judged before it was run: that value, and the mean "
        + "of its runs, which weighs more with every run.",
      formula: "h = w*virt + (1-w)*Q"),
    Entry(
      words: ["conf*Q"],
      sentence: "How sure an agent is of itself times its reward.", formula: "conf*Q"),
    Entry(
      words: ["first play"],
      sentence: "What a child that was never tried is taken to be worth, so that it need not be "
        + "tried first."),
  ]
}
