import Groundwork
public import TreeSearch

extension Design {
  /// Returns the fresh string, or the place, from 1, with what it has and what it gets.
  public func label(of action: ActionCode, in state: State) -> String {
    switch Edit(action) {
    case .fresh(let string): return "write " + text(of: string)
    case .change(let place, let letter):
      let old = state.string.map { "\(Self.letter(landscape.letter(at: place, of: $0))) to " } ?? ""
      return "\(place + 1): \(old)\(Self.letter(letter))"
    }
  }

  /// Returns the string with its score and its revision.
  public func line(for state: State) -> String {
    guard let string = state.string else { return "nothing written yet" }
    let score = landscape.score(of: landscape.letters(of: string))
    return "\(text(of: string)) scores \(Self.number(score)), revision \(state.revision)"
  }

  /// Returns the string with the changed place marked and the string that it was made of, the score of each
  /// place, and the rank among all.
  public func picture(of state: State) -> [String] {
    let title =
      "synthetic design: \(places) places, \(letters) letters, each place judged beside \(ruggedness)"
    guard let string = state.string else { return [title, "", "nothing written yet"] }
    let own = landscape.letters(of: string)
    var lines = [title, "", "\(text(of: string))  revision \(state.revision)"]
    if let origin = state.origin, let edit = state.edit, case .change(let place, _) = Edit(edit) {
      let old = Self.letter(landscape.letter(at: place, of: origin))
      lines.append("".padded(to: place) + "^ place \(place + 1), was \(old)")
      lines.append("\(text(of: origin))  revision \(state.revision - 1)")
    } else {
      lines.append("")
    }
    for place in 0..<places {
      let score = Double(landscape.score(of: place, in: own)) / Double(DesignLandscape.unit)
      lines.append(
        "\(place + 1)".leftPadded(to: 2) + " \(Self.letter(own[place])) \(Self.number(score)) "
          + beside(place, in: own))
    }
    let best = landscape.best
    lines.append("")
    lines.append(
      "score \(Self.number(landscape.score(of: own))), rank "
        + "\(NumberText.grouped(landscape.rank(of: string))) of \(NumberText.grouped(landscape.count))"
        + "; the best is \(text(of: best.string)) with \(Self.number(best.score))")
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  /// Returns what a place scores, in the words of a critique: nothing but facts.
  func fact(of place: Int, in string: [Int]) -> String {
    let score = Double(landscape.score(of: place, in: string)) / Double(DesignLandscape.unit)
    let beside = beside(place, in: string)
    return "place \(place + 1) '\(Self.letter(string[place]))'"
      + (beside.isEmpty ? "" : " " + beside) + " scores \(Self.number(score))"
  }

  /// Returns the letters that the score of a place depends on beside its own, in words; empty for none.
  private func beside(_ place: Int, in string: [Int]) -> String {
    let others = landscape.partners[place].sorted().map {
      "'\(Self.letter(string[$0]))' at \($0 + 1)"
    }
    return others.isEmpty ? "" : "beside " + others.joined(separator: ", ")
  }

  private static func number(_ score: Double) -> String { NumberText.fixed(score, places: 4) }
}
