/// The keys of an event that its fold needs.
enum JournalKey: UInt8 {
  case other, type, branch, node, chosen, iteration, value, terminal, unexpanded, children, codes
  case path, stats, id, action, prior, kind, candidates, text, rationale

  /// Finds a key by its name.
  @inline(__always)
  init(_ name: ShortName) {
    guard name.high == 0 else {
      self = Self.long(name)
      return
    }
    switch name.low {
    case ShortName.word("id"): self = .id
    case ShortName.word("action"): self = .action
    case ShortName.word("prior"): self = .prior
    case ShortName.word("terminal"): self = .terminal
    case ShortName.word("type"): self = .type
    case ShortName.word("node"): self = .node
    case ShortName.word("value"): self = .value
    case ShortName.word("stats"): self = .stats
    case ShortName.word("path"): self = .path
    case ShortName.word("children"): self = .children
    case ShortName.word("chosen"): self = .chosen
    case ShortName.word("branch"): self = .branch
    case ShortName.word("codes"): self = .codes
    case ShortName.word("kind"): self = .kind
    case ShortName.word("text"): self = .text
    default: self = .other
    }
  }

  @inline(__always)
  private static func long(_ name: ShortName) -> JournalKey {
    switch (name.low, name.high) {
    case (ShortName.word("iteratio"), ShortName.word("n")): .iteration
    case (ShortName.word("unexpand"), ShortName.word("ed")): .unexpanded
    case (ShortName.word("candidat"), ShortName.word("es")): .candidates
    case (ShortName.word("rational"), ShortName.word("e")): .rationale
    default: .other
    }
  }
}

/// Some keys.
struct JournalKeys: OptionSet {
  /// A bit for each key.
  var rawValue: UInt32

  /// Returns the set with one key more.
  @inline(__always)
  func with(_ key: JournalKey) -> JournalKeys {
    JournalKeys(rawValue: rawValue | 1 &<< UInt32(key.rawValue))
  }

  /// Adds a key.
  @inline(__always)
  mutating func insert(_ key: JournalKey) { rawValue |= 1 &<< UInt32(key.rawValue) }

  /// Takes a key away.
  mutating func remove(_ key: JournalKey) { rawValue &= ~(1 << UInt32(key.rawValue)) }

  /// Returns whether a key is among them.
  @inline(__always)
  func contains(_ key: JournalKey) -> Bool { rawValue & (1 &<< UInt32(key.rawValue)) != 0 }
}

extension JournalLine.Kind {
  /// Finds a type by its name.
  init(_ name: ShortName) {
    switch name.high == 0 ? name.low : 0 {
    case ShortName.word("expand"): self = .expand
    case ShortName.word("evaluate"): self = .evaluate
    case ShortName.word("backup"): self = .backup
    case ShortName.word("select"): self = .select
    case ShortName.word("stats"): self = .stats
    case ShortName.word("search"): self = .search
    case ShortName.word("edit"): self = .edit
    case ShortName.word("reroot"): self = .reroot
    case ShortName.word("branch"): self = .branch
    case ShortName.word("mark"): self = .mark
    case ShortName.word("log"): self = .log
    case ShortName.word("stop"): self = .stop
    case ShortName.word("answer"): self = .answer
    case ShortName.word("keyframe"): self = .keyframe
    case ShortName.word("reply"): self = .reply
    case ShortName.word("endpoint"): self = .endpoint
    case ShortName.word("call"): self = .call
    case ShortName.word("text"): self = .text
    default: self = .unknown
    }
  }

  /// The keys that are read of an event of this type beside the type; all others may hold anything.
  var keys: JournalKeys {
    let common = JournalKeys().with(.branch).with(.iteration)
    return switch self {
    case .select: common.with(.node).with(.chosen).with(.candidates)
    case .expand: common.with(.node).with(.children).with(.codes).with(.unexpanded)
    case .evaluate: common.with(.node).with(.value).with(.terminal).with(.rationale)
    case .backup: common.with(.value).with(.path).with(.stats)
    case .stats: common.with(.stats)
    case .edit, .reroot, .branch, .mark, .answer: common.with(.node)
    case .log, .stop: common
    case .search, .keyframe, .reply, .endpoint: JournalKeys().with(.branch)
    // Read when somebody asks for them; other programs have events of these names too.
    case .call, .text, .unknown: JournalKeys()
    }
  }

  /// Whether an event of this type has a row for every node that it is about, and may be long.
  var hasRows: Bool { self == .expand || self == .stats || self == .backup }

  /// The keys without which an event of this type says nothing.
  var requiredKeys: JournalKeys {
    switch self {
    case .select, .evaluate, .reroot: JournalKeys().with(.node)
    case .expand: JournalKeys().with(.node).with(.children)
    case .backup: JournalKeys().with(.path).with(.stats)
    case .stats: JournalKeys().with(.stats)
    default: []
    }
  }

  /// Returns what is wrong with an event that has only some of its keys.
  func complaint(without seen: JournalKeys) -> JournalFault.Expectation {
    switch self {
    case .select: .selectNode
    case .evaluate: .evaluateNode
    case .reroot: .rerootNode
    case .expand: seen.contains(.node) ? .expandChildren : .expandNode
    case .backup: seen.contains(.path) ? .backupStats : .backupPath
    default: .statsStats
    }
  }
}
