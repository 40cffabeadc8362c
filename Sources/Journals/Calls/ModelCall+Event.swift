import Groundwork
import SearchTrees

extension ModelCall {
  /// Reads a `call` event.
  ///
  /// - Parameter prompt: returns the text with an id, where the file has it.
  /// - Throws: a problem where it lacks something, or says what cannot be.
  init(_ event: JSONValue, prompt: (String) -> String?) throws(JournalProblem) {
    guard let key = event["key"]?.string, let name = event["name"]?.string,
      let ability = event["ability"]?.string, let id = event["prompt"]?.string,
      let text = event["text"]?.string
    else {
      throw JournalProblem(
        reason: "a call needs \"key\", \"name\", \"ability\", \"prompt\" and \"text\"")
    }
    guard let prompt = prompt(id) else {
      throw JournalProblem(reason: "a call names the text \(id.prefix(64)), which is not there")
    }
    let outcome: Outcome
    if let reason = event["failed"]?.string {
      outcome = .failed(reason)
    } else {
      outcome = .scored(try Score(event))
    }
    self.init(
      key: key, name: name, ability: ability, prompt: prompt, text: text, outcome: outcome)
    func count(_ value: JSONValue?) -> Int { max(0, value?.integer ?? 0) }
    let usage = event["usage"]?.elements ?? []
    effort.tokensIn = count(usage.first)
    effort.tokensOut = count(usage.dropFirst().first)
    effort.requests = count(event["requests"])
    effort.tries = count(event["tries"])
    effort.seconds = event["seconds"]?.number.map { max(0, $0) } ?? 0
    isCached = event["cached"]?.bool ?? false
    phase = event["phase"]?.string.flatMap { ModelServer.Phase(rawValue: $0) } ?? .scoring
    edited = event["edited"]?.integer.flatMap { $0 > 0 ? $0 : nil }
  }
}

extension ModelCall.Score {
  /// Reads what a `call` event says of a text.
  fileprivate init(_ event: JSONValue) throws(JournalProblem) {
    guard let tokens = event["tokens"]?.elements, let parts = event["parts"]?.elements,
      let start = event["start"]?.integer, start >= 0
    else {
      throw JournalProblem(
        reason: "a call needs \"tokens\", \"parts\" and \"start\", or \"failed\"")
    }
    var words: [Int: String] = [:]
    for word in event["words"]?.members ?? [] {
      if let number = Int(word.key), let text = word.value.string { words[number] = text }
    }
    var places: [ModelCall.Place] = []
    for token in tokens {
      guard let items = token.elements, items.count == 3, let others = items[2].elements else {
        throw JournalProblem(reason: "a token of a call is [number or text, logarithm, [others]]")
      }
      var top: [ModelCall.Token] = []
      for other in others {
        guard let items = other.elements, items.count == 2 else {
          throw JournalProblem(reason: "another token of a call is [number or text, logarithm]")
        }
        top.append(try ModelCall.Token(items, words))
      }
      places.append(ModelCall.Place(try ModelCall.Token(items, words), top: top))
    }
    var ranges: [Range<Int>] = []
    for part in parts {
      guard let bounds = part.elements, bounds.count == 2, let low = bounds[0].integer,
        let high = bounds[1].integer, 0 <= low, low <= high, high <= places.count
      else { throw JournalProblem(reason: "a part of a call is [first token, end]") }
      ranges.append(low..<high)
    }
    self.init(
      places: places, parts: ranges, start: start,
      beginsEarlier: event["begins_earlier"]?.bool ?? false)
  }
}

extension ModelCall.Token {
  /// Reads the number or the text of a token, and its logarithm.
  fileprivate init(_ items: [JSONValue], _ words: [Int: String]) throws(JournalProblem) {
    guard let log = items[1].number, log.isFinite, log <= 0 else {
      throw JournalProblem(reason: "the logarithm of a probability is a number of at most 0")
    }
    if let text = items[0].string {
      self.init(number: nil, text: text, log: log)
    } else if let number = items[0].integer, number >= 0 {
      self.init(number: number, text: words[number] ?? "", log: log)
    } else {
      throw JournalProblem(reason: "a token is a whole number or a text")
    }
  }
}
