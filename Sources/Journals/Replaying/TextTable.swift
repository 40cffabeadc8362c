import Groundwork

/// The different texts among many, each kept once and known by a number.
///
/// Actions of a search are often a few hundred words in a million nodes: what is asked of a text is asked
/// once of each different one. Memory is bounded: where they are too many it is full and says so.
struct TextTable: ~Copyable {
  /// So many different texts are kept, and so many bytes of them.
  static let mostTexts = 1 << 16
  private static let mostBytes = 8 << 20

  /// The number of the text in each place of a hash table, from 1; 0 where there is none.
  private var places = Column<UInt32>()
  private var hashes = Column<UInt32>()
  private var bytes = Column<UInt8>()
  /// Where each text ends among the bytes.
  private var ends = Column<Int>()
  /// The first of them as they are read.
  private var texts: [String] = []
  /// Whether there were more texts than are kept: nothing is told of any of them.
  private(set) var isFull = false

  /// Makes an empty table.
  init() { places.append(repeating: 0, count: 1024) }

  /// How many texts there are; their numbers begin with 1.
  var count: Int { ends.count }

  /// The bytes that it takes.
  var memory: Int { bytes.count + 8 * ends.count + 4 * (hashes.count + places.count) }

  /// Returns the number of a text, which is kept if it is a new one; nil where the table is full.
  ///
  /// Amortised O(bytes of the text).
  mutating func number(of text: Span<UInt8>) -> UInt32? {
    guard !isFull else { return nil }
    let hash = Self.hash(text)
    let mask = places.count - 1
    var place = Int(hash) & mask
    while places[place] != 0 {
      let index = Int(places[place]) - 1
      if hashes[index] == hash, holds(text, at: index) { return UInt32(index + 1) }
      place = (place + 1) & mask
    }
    return add(text, hash, at: place)
  }

  @inline(never)
  private mutating func add(_ text: Span<UInt8>, _ hash: UInt32, at place: Int) -> UInt32? {
    guard ends.count < Self.mostTexts, bytes.count + text.count <= Self.mostBytes else {
      giveUp()
      return nil
    }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    hashes.append(hash)
    places[place] = UInt32(ends.count)
    if ends.count * 2 > places.count { widen() }
    return UInt32(ends.count)
  }

  /// Keeps nothing any more.
  mutating func giveUp() {
    isFull = true
    places = Column()
    hashes = Column()
    bytes = Column()
    ends = Column()
    texts = []
  }

  private mutating func widen() {
    let mask = places.count * 2 - 1
    places.truncate(to: 0)
    places.append(repeating: 0, count: mask + 1)
    for index in 0..<hashes.count {
      var place = Int(hashes[index]) & mask
      while places[place] != 0 { place = (place + 1) & mask }
      places[place] = UInt32(index + 1)
    }
  }

  private func start(of index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }

  /// Returns the text of a number, its escapes resolved; each is made once.
  ///
  /// - Precondition: the number is one that was given.
  mutating func text(_ number: Int) -> String {
    while texts.count < number {
      let index = texts.count
      texts.append(bytes.withSpan(start(of: index)..<ends[index]) { JournalText.string($0) })
    }
    return texts[number - 1]
  }

  @inline(__always)
  private func holds(_ text: Span<UInt8>, at index: Int) -> Bool {
    let first = start(of: index)
    guard ends[index] - first == text.count else { return false }
    for offset in 0..<text.count where bytes[first + offset] != text[offset] { return false }
    return true
  }

  /// Mixes the bytes eight at a time, the last ones with their number.
  @inline(__always)
  private static func hash(_ text: Span<UInt8>) -> UInt32 {
    let factor: UInt64 = 0x9e37_79b9_7f4a_7c15
    var hash = UInt64(truncatingIfNeeded: text.count) &* factor
    unsafe text.withUnsafeBytes { memory in
      var index = 0
      while index + 8 <= memory.count {
        let word = unsafe memory.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        hash = (hash ^ word) &* factor
        hash ^= hash &>> 29
        index += 8
      }
      var rest: UInt64 = 0
      while index < memory.count {
        rest = rest &<< 8 | UInt64(unsafe memory[index])
        index += 1
      }
      hash = (hash ^ rest) &* factor
    }
    return UInt32(truncatingIfNeeded: hash &>> 32)
  }
}
