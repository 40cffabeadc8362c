import Groundwork
public import SearchTrees

/// What the calls of a recording took, added up for each server, so that any moment is found at once.
struct CallAccounts {
  private struct Account {
    /// The events that are a call of this server, and what it was asked up to each.
    var events: [Int] = []
    var uses: [ModelServer.Use] = []
  }

  private var accounts: [String: Account] = [:]

  /// What is read of a call: a tenth of it, or less.
  private static let wanted = [
    "name", "failed", "usage", "seconds", "requests", "cached", "phase",
  ].map { (name: $0, short: ShortName($0)) }

  /// Counts the call that a line is about, the one after all that were counted.
  ///
  /// O(bytes).
  mutating func add(_ bytes: Span<UInt8>, event: Int) {
    guard let call = Self.numbers(of: bytes) else { return }
    let name = call["name"]?.string ?? ""
    let phase = call["phase"]?.string.flatMap { ModelServer.Phase(rawValue: $0) } ?? .scoring
    // What the handshake took stands with the server.
    if phase == .handshake { return }
    var use = accounts[name]?.uses.last ?? ModelServer.Use()
    if call["failed"]?.string != nil { use.failed += 1 }
    if call["cached"]?.bool == true {
      use.cached += 1
    } else {
      let work = ModelServer.Work(call)
      use.work = use.work + work
      if phase == .byHand { use.byHand = use.byHand + work } else { use.asked += 1 }
    }
    accounts[name, default: Account()].events.append(event)
    accounts[name, default: Account()].uses.append(use)
  }

  /// Returns what a server was asked up to an event.
  ///
  /// O(log calls).
  func use(of name: String, upTo event: Int) -> ModelServer.Use {
    guard let account = accounts[name] else { return ModelServer.Use() }
    var low = 0
    var high = account.events.count
    while low < high {
      let middle = (low + high) / 2
      if account.events[middle] <= event { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? ModelServer.Use() : account.uses[low - 1]
  }

  /// Reads what is wanted of a call, and passes over the rest; nil where it cannot be read.
  private static func numbers(of bytes: Span<UInt8>) -> JSONValue? {
    do throws(JournalFault) {
      return try ByteScanner.scan(bytes) { scanner throws(JournalFault) in
        var members: [JSONValue.Member] = []
        scanner.passByteOrderMark()
        var more = try scanner.beginObject(or: .value)
        while more {
          let key = try scanner.readName()
          try scanner.passColon()
          if let name = wanted.first(where: { $0.short == key })?.name {
            members.append(JSONValue.Member(name, try scanner.readValue()))
          } else {
            try scanner.skipValue()
          }
          more = try scanner.continuesObject()
        }
        return .object(members)
      }
    } catch {
      return nil
    }
  }
}

extension Recording {
  /// The servers that the recording names, with what they were asked up to the event that is shown; what it
  /// does not say of a call is not known of the sum.
  ///
  /// O(servers * log calls).
  public var servers: [ModelServer] {
    (header?.servers ?? []).map { server in
      var server = server
      server.use = callAccounts.use(of: server.name, upTo: position)
      return server
    }
  }
}
