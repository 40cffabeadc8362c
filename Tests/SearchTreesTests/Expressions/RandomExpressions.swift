import Foundation
import Groundwork
import SearchTrees

/// Writes random expressions, and works each one out by itself while it writes.
struct RandomExpressions {
  /// A number as it is written, and what it is at a node; nil where that is not known.
  typealias Number = (text: String, value: (Int) -> Double?)
  /// A condition as it is written, and whether it holds.
  typealias Condition = (text: String, value: (Int) -> Bool?)

  var random: RandomSource
  /// What is known of each node: by name, a column of numbers.
  let numbers: [String: [Double?]]
  let conditions: [String: [Bool?]]

  private mutating func below(_ bound: Int) -> Int { Int(random.below(UInt32(bound))) }
  private mutating func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }

  mutating func condition(_ depth: Int) -> Condition {
    var parts = [conjunction(depth)]
    while below(3) == 0 { parts.append(conjunction(depth)) }
    let signs = (0..<parts.count).map { _ in one(of: [" or ", "|", " || "]) }
    return (
      join(parts.map(\.text), signs),
      { node in
        let values = parts.map { $0.value(node) }
        if values.contains(true) { return true }
        return values.contains { $0 == nil } ? nil : false
      }
    )
  }

  private mutating func conjunction(_ depth: Int) -> Condition {
    var parts = [negation(depth)]
    while below(3) == 0 { parts.append(negation(depth)) }
    let signs = (0..<parts.count).map { _ in one(of: [" and ", "&", " && "]) }
    return (
      join(parts.map(\.text), signs),
      { node in
        let values = parts.map { $0.value(node) }
        if values.contains(false) { return false }
        return values.contains { $0 == nil } ? nil : true
      }
    )
  }

  private func join(_ parts: [String], _ signs: [String]) -> String {
    parts.indices.map { $0 == 0 ? parts[$0] : signs[$0] + parts[$0] }.joined()
  }

  private mutating func negation(_ depth: Int) -> Condition {
    let inner = comparison(depth)
    guard below(4) == 0 else { return inner }
    return (
      one(of: ["not ", "!"]) + inner.text,
      { node in
        guard let value = inner.value(node) else { return nil }
        return value ? false : true
      }
    )
  }

  private mutating func comparison(_ depth: Int) -> Condition {
    if depth > 0, below(5) == 0 {
      let inner = condition(depth - 1)
      return ("(" + inner.text + ")", inner.value)
    }
    if depth > 0, below(8) == 0 {
      if below(2) == 0 {
        let inner = sum(depth - 1)
        return ("known(" + inner.text + ")", { inner.value($0) != nil })
      }
      let inner = condition(depth - 1)
      return ("known(" + inner.text + ")", { inner.value($0) != nil })
    }
    if below(5) == 0 {
      let name = one(of: conditions.keys.sorted())
      let column = conditions[name] ?? []
      return (name, { column[$0] })
    }
    let (left, right) = (sum(depth), sum(depth))
    let sign = one(of: ["=", "==", "!=", "<", "<=", ">", ">="])
    return (
      left.text + " " + sign + " " + right.text,
      { node in
        guard let first = left.value(node), let second = right.value(node) else { return nil }
        switch sign {
        case "=", "==": return first == second
        case "!=": return !(first == second)
        case "<": return first < second
        case "<=": return first < second || first == second
        case ">": return second < first
        default: return second < first || first == second
        }
      }
    )
  }

  mutating func sum(_ depth: Int) -> Number {
    var result = product(depth)
    while below(3) == 0 {
      let (left, right) = (result, product(depth))
      let isSum = below(2) == 0
      result = (
        left.text + (isSum ? " + " : "-") + right.text,
        { node in
          guard let first = left.value(node), let second = right.value(node) else { return nil }
          return known(isSum ? first + second : first - second)
        }
      )
    }
    return result
  }

  private mutating func product(_ depth: Int) -> Number {
    var result = unary(depth)
    while below(4) == 0 {
      let (left, right) = (result, unary(depth))
      let isProduct = below(2) == 0
      result = (
        left.text + (isProduct ? "*" : " / ") + right.text,
        { node in
          guard let first = left.value(node), let second = right.value(node) else { return nil }
          return known(isProduct ? first * second : first / second)
        }
      )
    }
    return result
  }

  private mutating func unary(_ depth: Int) -> Number {
    let isNegative = below(6) == 0
    let base = atom(depth)
    var result = base
    if below(8) == 0 {
      let exponent = atom(0)
      result = (
        base.text + "^" + exponent.text,
        { node in
          guard let first = base.value(node), let second = exponent.value(node) else { return nil }
          return known(pow(first, second))
        }
      )
    }
    guard isNegative else { return result }
    return ("-" + result.text, { node in result.value(node).map { -$0 } })
  }

  private mutating func atom(_ depth: Int) -> Number {
    if depth > 0 {
      switch below(8) {
      case 0:
        let inner = sum(depth - 1)
        return ("(" + inner.text + ")", inner.value)
      case 1:
        let inner = sum(depth - 1)
        let name = one(of: ["sqrt", "abs", "ln", "exp", "round", "ceil"])
        return (
          name + "(" + inner.text + ")",
          { node in
            guard let number = inner.value(node) else { return nil }
            switch name {
            case "sqrt": return known(number.squareRoot())
            case "abs": return abs(number)
            case "ln": return known(log(number))
            case "exp": return known(exp(number))
            case "round": return number < 0 ? -floor(-number + 0.5) : floor(number + 0.5)
            default: return -floor(-number)
            }
          }
        )
      case 2:
        let (first, second) = (sum(depth - 1), sum(depth - 1))
        let isLeast = below(2) == 0
        return (
          (isLeast ? "min(" : "max(") + first.text + ", " + second.text + ")",
          { node in
            guard let one = first.value(node), let other = second.value(node) else { return nil }
            return isLeast ? (other < one ? other : one) : (one < other ? other : one)
          }
        )
      default: break
      }
    }
    if below(3) == 0 {
      let literals: [(String, Double)] = [
        ("0", 0), ("1", 1), ("2", 2), (".5", 0.5), ("1k", 1000), ("40%", 0.4), ("3e1", 30),
      ]
      let (text, value) = one(of: literals)
      return (text, { _ in value })
    }
    let name = one(of: numbers.keys.sorted())
    let column = numbers[name] ?? []
    return (name, { column[$0] })
  }
}

/// A number, unless what was worked out is none, as in a division by 0.
private func known(_ number: Double) -> Double? { number.isFinite ? number : nil }
