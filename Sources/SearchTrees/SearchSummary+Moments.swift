/// What a time line says, for those who need not know whether there is one.
extension SearchSummary {
  /// The event that is shown, the line of the journal from 1; nil where moments are not counted in
  /// events.
  public var event: Int? { timeline?.event }

  /// How many events there are so far; 0 where moments are not counted in them.
  public var eventCount: Int { timeline?.eventCount ?? 0 }

  /// How many iterations there are to go to on the branch that is shown, beside the newest one; 0 where
  /// no other can be gone to.
  public var iterationCount: Int { timeline?.iterationCount ?? 0 }

  /// How many lines could not be read.
  public var unreadCount: Int { timeline?.problemCount ?? 0 }

  /// The first of the lines that could not be read: line, column and reason.
  ///
  /// Untrusted text.
  public var unread: [String] { timeline?.problems ?? [] }

  /// Takes an event for the one that is shown, until a slice says which one is; nothing where moments
  /// are not counted in events.
  public mutating func expect(event: Int) { timeline?.event = event }
}

extension SearchSummary {
  /// Whether what is shown is the moment that was asked for, read to its end: in a search that runs always.
  public var isMomentSettled: Bool {
    guard let timeline else { return true }
    return timeline.loaded == nil && timeline.target == nil && timeline.eventCount > 0
  }
}
