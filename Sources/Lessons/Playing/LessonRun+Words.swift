import Groundwork
import SearchTrees

/// What a lesson says, with the values of its search put in.
extension LessonRun {
  /// Returns the paragraphs of a text with the values put in; untrusted text.
  ///
  /// - Throws: a fault where a value does not exist.
  public func words(_ text: LessonText) throws(LessonFault) -> [String] {
    var paragraphs: [String] = []
    for pieces in text.paragraphs {
      var words = ""
      for piece in pieces {
        switch piece {
        case .words(let text): words += text
        case .value(let expression, let decimals):
          words += self.words(try value(expression), decimals: decimals)
        }
      }
      paragraphs.append(words)
    }
    return paragraphs
  }

  /// Returns the paragraphs of a text; none where there is no text.
  func words(ifAny text: LessonText?) throws(LessonFault) -> [String] {
    guard let text else { return [] }
    return try words(text)
  }

  /// Returns a value in words: whole numbers as such, others with at most four decimals unless it is said.
  public func words(_ value: Value, decimals: Int? = nil) -> String {
    switch value {
    case .condition(let truth): return truth ? "yes" : "no"
    case .node(let node): return label(of: node)
    case .number(let number):
      if number.isInfinite { return "infinite" }
      if let decimals { return NumberText.fixed(number, places: decimals) }
      if number == number.rounded(), number.magnitude < 1e15 {
        return NumberText.grouped(Int(number))
      }
      // As the tree writes numbers: .01.
      let text = NumberText.short(number)
      return text.hasPrefix("0.")
        ? String(text.dropFirst()) : text.hasPrefix("-0.") ? "-" + text.dropFirst(2) : text
    }
  }

  /// Returns what is pointed at in words; untrusted text.
  func words(_ marked: ViewChange.Marked) -> String {
    switch marked {
    case .node(let place): (try? node(place)).map { name(of: $0) } ?? place.text
    case .column(let column): "the column \(column.rawValue)"
    case .term(let name): "the term \(name)"
    }
  }
}
