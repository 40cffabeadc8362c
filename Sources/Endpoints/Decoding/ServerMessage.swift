import Groundwork

/// What a server says went wrong.
struct ServerMessage: Hashable, Sendable {
  /// Its words, or the beginning of what it sent instead of a message.
  ///
  /// Untrusted text.
  var text: String
  /// Its type and code, in small letters, as far as it gives them.
  ///
  /// Untrusted text.
  var kinds: [String] = []
  /// How many tokens the prompt has and how many there is room for, where that is what is wrong.
  var tokens: (prompt: Int, limit: Int)?

  /// As many bytes of a reply that is no message are shown.
  static let longestExcerpt = 200

  /// Reads the body of an error: `{"error": {"message", "type", "code"}}` and what else is usual.
  init(_ body: [UInt8]) {
    guard let document = try? JSONDocument(reading: body, depthLimit: 64) else {
      text = Self.excerpt(body)
      return
    }
    // One company puts its error into a list.
    let outer = document.root
    let root = outer.content == .array ? outer.children.first ?? outer : outer
    let error = root["error"] ?? root
    let words = error.string ?? error["message"]?.string ?? root["detail"]?.string
    text = words.map { String($0.prefix(500)) } ?? Self.excerpt(body)
    for name in ["type", "code"] {
      if let word = error[name]?.string { kinds.append(word.lowercased()) }
    }
    if let prompt = error["n_prompt_tokens"]?.count, let limit = error["n_ctx"]?.count {
      tokens = (prompt, limit)
    }
  }

  /// Whether two say the same.
  static func == (left: ServerMessage, right: ServerMessage) -> Bool {
    left.text == right.text && left.kinds == right.kinds
      && left.tokens?.prompt == right.tokens?.prompt && left.tokens?.limit == right.tokens?.limit
  }

  /// Hashes the words.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// Whether the model is still being loaded.
  var isLoading: Bool { text.lowercased().contains("loading model") }

  /// Whether no more can be had for what was paid.
  var isQuota: Bool {
    let words = [text.lowercased()] + kinds
    return ["insufficient_quota", "credit_balance", "credit balance", "billing", "quota"].contains {
      word in words.contains { $0.contains(word) }
    }
  }

  /// Whether the prompt is longer than the model can read.
  var isTooLong: Bool {
    tokens != nil || kinds.contains { $0.contains("context_length") || $0.contains("context_size") }
      || text.lowercased().contains("maximum context length")
  }

  /// The highest number of alternatives that is allowed, where more were asked for.
  var mostAlternatives: Int? {
    for words in ["max allowed: ", "maximum value of "] {
      guard let start = text.lastRange(of: words) else { continue }
      if let number = Int(text[start...].prefix { $0.isNumber }) { return number }
    }
    return nil
  }

  /// The size of the vocabulary, where a number beyond it was named.
  var vocabulary: Int? {
    guard let start = text.lastRange(of: "Vocabulary size: ") else { return nil }
    return Int(text[start...].prefix { $0.isNumber })
  }

  /// The beginning of a reply, on one line.
  static func excerpt(_ body: [UInt8]) -> String {
    if body.isEmpty { return "an empty reply" }
    let text = String(decoding: body.prefix(longestExcerpt), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension String {
  /// Returns where the last occurrence of some words ends.
  fileprivate func lastRange(of words: String) -> Index? {
    var place = endIndex
    while place > startIndex {
      place = index(before: place)
      if self[place...].hasPrefix(words) { return index(place, offsetBy: words.count) }
    }
    return nil
  }
}
