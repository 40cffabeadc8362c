import Foundation
import Groundwork
import Journals
import Testing

/// Our reader beside Foundation's `JSONDecoder`. (Its `JSONSerialization` rounds long numbers twice.)
@Suite struct DecoderComparisonTests {
  /// A value of any kind, as `JSONDecoder` sees it; members sorted by key.
  private struct Decoded: Decodable {
    var value: JSONValue

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        value = .null
      } else if let truth = try? container.decode(Bool.self) {
        value = .bool(truth)
      } else if let number = try? container.decode(Double.self) {
        value = .number(number)
      } else if let text = try? container.decode(String.self) {
        value = .string(text)
      } else if let elements = try? container.decode([Decoded].self) {
        value = .array(elements.map(\.value))
      } else {
        let members = try container.decode([String: Decoded].self)
        value = .object(
          members.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value.value) })
      }
    }
  }

  /// Sorts the members of every object; nil where a key is there twice, of which Foundation keeps the
  /// first.
  private func sorted(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .array(let elements):
      let inner = elements.compactMap(sorted)
      return inner.count == elements.count ? .array(inner) : nil
    case .object(let members):
      guard Set(members.map(\.key)).count == members.count else { return nil }
      let inner = members.sorted { $0.key < $1.key }.compactMap { member in
        sorted(member.value).map { JSONValue.Member(member.key, $0) }
      }
      return inner.count == members.count ? .object(inner) : nil
    // Of whole numbers we keep every digit, Foundation what a double holds.
    case .whole(let number): return .number(Double(number))
    default: return value
    }
  }

  /// Whether Foundation goes its own way beside RFC 8259: it refuses bytes that are not UTF-8 and half
  /// a character, for which we put U+FFFD, and a number too small for a double, which is 0 to us.
  private func isAccident(_ value: JSONValue, of text: String) -> Bool {
    let shown = "\(value)"
    let isTiny = shown.contains("number(0.0)") || shown.contains("number(-0.0)")
    return shown.unicodeScalars.contains("\u{fffd}") || isTiny && text.lowercased().contains("e-")
  }

  /// Whether the text holds a number that is not finite: not known to us, an error to Foundation.
  private func holdsUnknownNumber(_ text: String) -> Bool {
    text.contains(/NaN|Infinity|[0-9.]+[eE][+]?[0-9]{3}|[0-9]{300}/)
  }

  @Test(arguments: 1...8)
  func `a text is accepted and understood as Foundation does`(seed: UInt64) {
    var writer = RandomJSON(seed: seed)
    var accepted = 0
    var refused = 0
    for _ in 0..<1_000 {
      let bytes = writer.next()
      let ours = try? JournalReader.value(of: bytes.span)
      let text = String(decoding: bytes, as: UTF8.self)
      if let ours, isAccident(ours, of: text) { continue }
      let theirs = try? JSONDecoder().decode(Decoded.self, from: Data(bytes)).value
      if ours != nil, theirs == nil, holdsUnknownNumber(text) { continue }
      #expect((ours == nil) == (theirs == nil), "\(text)")
      if let ours, let theirs, let sorted = sorted(ours) {
        accepted += 1
        #expect(sorted == theirs, "\(text)")
      }
      if ours == nil { refused += 1 }
    }
    #expect(accepted > 300)
    #expect(refused > 300)
  }
}
