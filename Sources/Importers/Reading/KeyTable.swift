/// Under which keys of a record its children stand.
struct ChildKeys {
  /// The key of a list or an object of them.
  private var list: String?
  /// Keys of one child each.
  private var branches: Set<String> = []
  /// Where each object under a key is a child, the keys of those that are none.
  private var facts: Set<String>?

  /// Records hold no children.
  static let none = ChildKeys()

  /// All children stand under one key.
  init(list: String) { self.list = WordText.normalized(list) }

  /// Each child stands under one of some keys.
  init(branches: [String]) { self.branches = Set(branches.map { WordText.normalized($0) }) }

  /// Each object is a child but those under some keys.
  init(allBut facts: [String]) { self.facts = Set(facts) }

  private init() {}

  /// What stands under a key; `isOwn` says whether it is one of the record, and not of an object in it.
  func role(of key: String, isOwn: Bool) -> KeyTable.Role {
    if let facts { return isOwn && !facts.contains(key) ? .action : .fact }
    let word = WordText.normalized(key)
    if word == list { return .children }
    return isOwn && branches.contains(word) ? .branch : .fact
  }
}

/// The keys that objects of a file have, and what each one leads to.
///
/// Writers give the keys of each object in the same order: the key that followed the last one is tried
/// first, and compared without looking for its end.
@safe
final class KeyTable {
  /// What a key of an object leads to.
  struct Entry: BitwiseCopyable {
    /// Where the key stands in the file, behind its quote.
    var name: Int
    /// How many bytes it has.
    var length: Int
    /// The column of its values; -1 where no more are kept.
    var column: Int32
    /// The keys of the object under it; -1 where those are not looked at.
    var keys: Int32
    /// What its value holds.
    var role: Role
  }

  /// What stands under a key.
  enum Role: UInt8 {
    /// A fact of the record.
    case fact
    /// The children of the record.
    case children
    /// One child of the record, which is called as the key.
    case branch
    /// One child where it is an object; else a fact.
    case action
  }

  /// As many kinds of objects are told apart.
  private static let mostSets = 64
  /// As many keys of each are remembered.
  private static let mostEntries = 256
  /// The deepest object in a record whose keys have columns of their own.
  private static let deepest = 3

  private let table: RecordTable
  private let childKeys: ChildKeys
  private let entries: UnsafeMutablePointer<Entry>
  private let counts: UnsafeMutablePointer<Int>
  /// The entry that followed the last one that was found.
  private let following: UnsafeMutablePointer<Int>
  private var paths = [""]
  private var depths = [0]

  init(_ table: RecordTable, _ childKeys: ChildKeys) {
    self.table = table
    self.childKeys = childKeys
    unsafe entries = .allocate(capacity: Self.mostSets * Self.mostEntries)
    unsafe counts = .allocate(capacity: Self.mostSets)
    unsafe counts.initialize(repeating: 0, count: Self.mostSets)
    unsafe following = .allocate(capacity: Self.mostSets)
    unsafe following.initialize(repeating: 0, count: Self.mostSets)
  }

  deinit {
    unsafe entries.deallocate()
    unsafe counts.deallocate()
    unsafe following.deallocate()
  }

  /// Reads a key and its colon, and returns what it leads to: a new entry where it is met for the first
  /// time.
  @inline(__always)
  func entry(_ cursor: inout JSONCursor, in keys: Int) throws(ReadingFault) -> Entry {
    assert(keys >= 0 && keys < paths.count, "keys of no object")
    let first = cursor.next()
    let guess = unsafe following[keys]
    if first == UInt8(ascii: "\""), unsafe guess < counts[keys] {
      let entry = unsafe entries[keys &* Self.mostEntries &+ guess]
      if cursor.skipKey(entry.name, entry.length) {
        unsafe following[keys] = guess &+ 1
        return entry
      }
    }
    return try found(&cursor, in: keys)
  }

  @inline(never)
  private func found(_ cursor: inout JSONCursor, in keys: Int) throws(ReadingFault) -> Entry {
    let name = try cursor.keyRange()
    let first = keys * Self.mostEntries
    let count = unsafe counts[keys]
    for place in 0..<count {
      let entry = unsafe entries[first + place]
      if entry.length == name.count, cursor.isSame(entry.name, name.lowerBound, name.count) {
        unsafe following[keys] = place + 1
        return entry
      }
    }
    let text = JSONCursor.decoded(name, of: cursor.bytes)
    let path = paths[keys].isEmpty ? text : paths[keys] + "." + text
    let depth = depths[keys] + 1
    var entry = Entry(
      name: name.lowerBound, length: name.count, column: Int32(table.column(path) ?? -1), keys: -1,
      role: childKeys.role(of: text, isOwn: keys == 0))
    // Objects whose keys are data have no end of them.
    if depth <= Self.deepest, paths.count < Self.mostSets {
      entry.keys = Int32(paths.count)
      paths.append(path)
      depths.append(depth)
    }
    if count < Self.mostEntries {
      unsafe entries[first + count] = entry
      unsafe counts[keys] = count + 1
      unsafe following[keys] = count + 1
    }
    return entry
  }
}
