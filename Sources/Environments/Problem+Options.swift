public import TreeSearch

/// An option of a kind of problem, as it stands in the name of one: `noise` in `design:noise=0.1`.
extension Problem {
  /// The options that the name says, in its order; none where it is of another form.
  public var options: [(name: String, value: String)] {
    guard let colon = name.firstIndex(of: ":") else { return [] }
    return name[name.index(after: colon)...].split(separator: ",").compactMap { option in
      let sides = option.split(separator: "=", maxSplits: 1)
      return sides.count == 2 ? (String(sides[0]), String(sides[1])) : nil
    }
  }

  /// Returns the problem that differs in the value of an option.
  ///
  /// - Throws: an error that says what is accepted, or that the name has no such option.
  public func setting(_ option: String, to value: String) throws(ProblemError) -> Problem {
    var options = options
    guard let place = options.firstIndex(where: { $0.name == option }) else {
      throw ProblemError(source: name, reason: "there is no option \"\(option)\"")
    }
    options[place].value = value
    let kind = name.prefix { $0 != ":" }
    return try Problem.named(
      "\(kind):" + options.map { "\($0.name)=\($0.value)" }.joined(separator: ","))
  }
}
