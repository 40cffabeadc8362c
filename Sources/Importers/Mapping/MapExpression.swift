import Groundwork

/// What stands in a mapping behind `=`: where a field is found in a record, or how it follows from it.
///
/// Paths with dots and `[i]`, numbers, `+ - * /`, `a ?? b`, `text ~ /regular expression/`, and
/// `mean sum count last` of a list. `edge.KEY` is a key of the edge into the node, `parent.KEY` one of
/// the parent's record; the index `[i]` is the node's place among its siblings.
public indirect enum MapExpression: Sendable {
  /// A way into the record.
  case path([Step])
  /// A number.
  case number(Double)
  /// Two numbers put together.
  case binary(Operator, MapExpression, MapExpression)
  /// The first one that is known.
  case coalesce(MapExpression, MapExpression)
  /// What a regular expression finds in a text: its first group, or all of it.
  case match(MapExpression, pattern: String)
  /// A number of a list.
  case call(Function, MapExpression)

  /// A step of a path.
  public enum Step: Hashable, Sendable {
    /// The value of a key.
    case key(String)
    /// An element, from 0; negative from the end.
    case index(Int)
    /// The element at the node's place among its siblings.
    case place
  }

  /// What puts two numbers together.
  public enum Operator: Character, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
  }

  /// What is made of a list.
  public enum Function: String, Sendable, CaseIterable {
    /// The mean of its numbers.
    case mean
    /// The sum of its numbers.
    case sum
    /// How many there are.
    case count
    /// The last one.
    case last
  }

  /// A path of keys, without indices.
  static func keys(_ text: String) -> MapExpression {
    .path(text.split(separator: ".").map { .key(String($0)) })
  }

  /// The expression as it is written.
  public var text: String {
    switch self {
    case .path(let steps):
      steps.reduce(into: "") { text, step in
        switch step {
        case .key(let key):
          let isPlain = key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" }
          text += (text.isEmpty ? "" : ".") + (isPlain ? key : "'\(key)'")
        case .index(let index): text += "[\(index)]"
        case .place: text += "[i]"
        }
      }
    case .number(let number): WordText.text(of: number)
    case .binary(let sign, let left, let right): "\(left.text)\(sign.rawValue)\(right.text)"
    case .coalesce(let first, let second): "\(first.text) ?? \(second.text)"
    case .match(let text, let pattern): "\(text.text) ~ /\(pattern)/"
    case .call(let function, let list): "\(function.rawValue)(\(list.text))"
    }
  }
}
