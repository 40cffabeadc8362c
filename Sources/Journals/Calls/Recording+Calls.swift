import Groundwork
public import SearchTrees

/// What language models on servers were asked in a recorded search.
extension Recording {
  /// How many calls the file has up to an event.
  ///
  /// O(log calls).
  public func callCount(upTo event: Int) -> Int {
    var low = 0
    var high = callEvents.count
    while low < high {
      let middle = (low + high) / 2
      if callEvents[middle] <= event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Reads the call at a place, from 0.
  ///
  /// - Throws: a problem with its line.
  public func call(at place: Int) throws(JournalProblem) -> ModelCall {
    let event = callEvents[place]
    do throws(JournalProblem) {
      var call = try ModelCall(value(of: event)) { text(withID: $0) }
      call.line = event
      return call
    } catch {
      throw JournalProblem(line: event, reason: error.reason)
    }
  }

  /// Gives all calls up to an event back to where a search looks for them; nothing where there are some
  /// already.
  ///
  /// - Parameter isCompared: whether the models are asked anew all the same, and the answers compared.
  /// - Throws: a problem where a call cannot be read, or where the same question has two answers.
  /// - Complexity: O(bytes of the calls).
  public func restore(
    _ calls: KeptCalls, upTo event: Int, isCompared: Bool = false
  ) throws(JournalProblem) {
    guard calls.count == 0 else { return }
    for place in 0..<callCount(upTo: event) {
      let call = try call(at: place)
      guard let former = calls.restore(call, isCompared: isCompared) else { continue }
      let line = calls.call(former)?.line ?? 0
      throw JournalProblem(
        line: call.line ?? 0,
        reason: "the same question has another answer here than on line \(line)")
    }
  }

  /// Returns the window of a page, of the calls up to the event that is shown; nil where there are none.
  ///
  /// Reads each call of the window. One that cannot be read stands there as failed.
  ///
  /// - Parameter chosen: the number of the call that is shown whole; nil is the newest.
  func window(_ wanted: Range<Int>, chosen: Int? = nil) -> CallWindow? {
    let count = callCount(upTo: position)
    if count == 0 { return nil }
    let places = CallWindow.places(wanted, of: count)
    let calls = places.map { place in
      do throws(JournalProblem) {
        return try call(at: place)
      } catch {
        var call = ModelCall(
          key: "", name: "", ability: "", prompt: "", text: "", outcome: .failed(error.reason))
        call.line = error.line
        return call
      }
    }
    var window = CallWindow(first: places.lowerBound, calls: calls, count: count)
    let number = min(chosen ?? count, count)
    if let place = calls.indices.first(where: { places.lowerBound + $0 + 1 == number }),
      let edited = calls[place].edited, edited < number, let original = try? call(at: edited - 1)
    {
      window.edit = CallEdit(number, of: original)
    }
    return window
  }

  /// Returns the text with an id; nil where the file has none.
  private func text(withID id: String) -> String? {
    while textsLookedAt < textEvents.count {
      let event = textEvents[textsLookedAt]
      textsLookedAt += 1
      if let own = value(of: event)["id"]?.string, textsByID[own] == nil { textsByID[own] = event }
    }
    return textsByID[id].flatMap { value(of: $0)["text"]?.string }
  }
}
