import Groundwork
import SearchTrees

/// Writes `call` events, each prompt once as a `text` event before the first call that names it.
struct CallLines {
  /// The prompts that were written, with their ids.
  private var prompts: [String: String] = [:]

  /// Returns the id of a text, by which calls name it: its SHA-256 in hexadecimal digits.
  static func id(of text: String) -> String { SHA256.hex(of: Array(text.utf8)) }

  /// Takes note of a prompt that the file has already.
  mutating func know(_ prompt: String) {
    if prompts[prompt] == nil { prompts[prompt] = Self.id(of: prompt) }
  }

  /// Writes a call, and its prompt if no call before had it.
  mutating func write(_ call: ModelCall, to output: inout JournalOutput) {
    let known = prompts[call.prompt]
    let id = known ?? Self.id(of: call.prompt)
    if known == nil {
      output.writeText(call.prompt, id: id)
      prompts[call.prompt] = id
    }
    output.write(call, promptID: id)
  }
}

extension JournalOutput {
  /// Writes a `text` event.
  mutating func writeText(_ text: String, id: String) {
    raw("{\"type\":\"text\",\"id\":")
    string(id)
    raw(",\"text\":")
    string(text)
    raw("}")
    endLine()
  }

  /// Writes a `call` event.
  mutating func write(_ call: ModelCall, promptID: String) {
    raw("{\"type\":\"call\",\"key\":")
    string(call.key)
    raw(",\"name\":")
    string(call.name)
    raw(",\"ability\":")
    string(call.ability)
    raw(",\"prompt\":")
    string(promptID)
    raw(",\"text\":")
    string(call.text)
    switch call.outcome {
    case .scored(let score): write(score)
    case .failed(let reason):
      raw(",\"failed\":")
      string(reason)
    }
    raw(",\"usage\":[")
    integer(call.effort.tokensIn)
    raw(",")
    integer(call.effort.tokensOut)
    raw("],\"seconds\":")
    number(call.effort.seconds.isFinite ? (call.effort.seconds * 1e6).rounded() / 1e6 : 0)
    raw(",\"requests\":")
    integer(call.effort.requests)
    raw(",\"tries\":")
    integer(call.effort.tries)
    if call.isCached { raw(",\"cached\":true") }
    if call.phase != .scoring {
      raw(",\"phase\":")
      string(call.phase.rawValue)
    }
    if let edited = call.edited {
      raw(",\"edited\":")
      integer(edited)
    }
    raw("}")
    endLine()
  }

  private mutating func write(_ score: ModelCall.Score) {
    raw(",\"tokens\":[")
    for (index, place) in score.places.enumerated() {
      comma(before: index)
      raw("[")
      writeBeginning(of: place.token)
      raw(",[")
      for (index, token) in place.top.enumerated() {
        comma(before: index)
        raw("[")
        writeBeginning(of: token)
        raw("]")
      }
      raw("]]")
    }
    raw("],\"parts\":[")
    for (index, part) in score.parts.enumerated() {
      comma(before: index)
      raw("[")
      integer(part.lowerBound)
      raw(",")
      integer(part.upperBound)
      raw("]")
    }
    raw("],\"start\":")
    integer(score.start)
    if score.beginsEarlier { raw(",\"begins_earlier\":true") }
    writeWords(of: score)
  }

  /// Writes what a token is, by number or text, and its logarithm.
  private mutating func writeBeginning(of token: ModelCall.Token) {
    if let number = token.number { integer(number) } else { string(token.text) }
    raw(",")
    number(token.log.isFinite ? token.log : -1e4)
  }

  /// Writes how the tokens are written that stand there by their numbers.
  private mutating func writeWords(of score: ModelCall.Score) {
    var seen: Set<Int> = []
    for token in score.places.lazy.flatMap({ [$0.token] + $0.top }) {
      guard let number = token.number, !token.text.isEmpty, seen.insert(number).inserted else {
        continue
      }
      raw(seen.count == 1 ? ",\"words\":{" : ",")
      string("\(number)")
      raw(":")
      string(token.text)
    }
    if !seen.isEmpty { raw("}") }
  }
}
