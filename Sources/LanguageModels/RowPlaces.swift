import CKernels

/// The slots in which the tokens of a sequence stand, first to last.
struct SlotPath {
  /// The slots as runs of neighbours.
  private(set) var runs: [treetop_run] = []
  /// How long the sequence is.
  private(set) var length = 0

  /// The path of an empty sequence.
  init() {}

  /// The path of some runs.
  init(_ runs: ArraySlice<treetop_run>) {
    self.runs = Array(runs)
    length = runs.reduce(0) { $0 + Int($1.count) }
  }

  /// Goes on with a token in a slot.
  mutating func append(_ slot: Int32) {
    length += 1
    if let last = runs.last, last.first + last.count == slot {
      runs[runs.count - 1].count += 1
    } else {
      runs.append(treetop_run(first: slot, count: 1))
    }
  }

  /// Forgets all but the first `length` tokens.
  mutating func cut(to length: Int) {
    while let last = runs.last, self.length > length {
      let dropped = min(Int(last.count), self.length - length)
      self.length -= dropped
      if dropped == last.count {
        runs.removeLast()
      } else {
        runs[runs.count - 1].count -= Int32(dropped)
      }
    }
  }
}

/// Where rows stand: each one's place in its sequence, and the slots that it attends to.
struct RowPlaces {
  /// The place in the sequence, from 0.
  private(set) var positions: [Int32] = []
  /// The slots, root first, as runs of neighbours.
  private(set) var runs: [treetop_run] = []
  /// Where each row's runs begin, and the end of the last.
  private(set) var starts: [Int] = [0]
  /// The most slots that a row attends to.
  var mostSlots: Int { positions.reduce(0) { max($0, Int($1) + 1) } }

  /// The rows of a sequence that goes on after what was read, in neighbouring slots.
  init(count: Int, after read: SlotPath, firstSlot: Int) {
    positions.reserveCapacity(count)
    starts.reserveCapacity(count + 1)
    runs.reserveCapacity(count * (read.runs.count + 1))
    var path = read
    for row in 0..<count {
      path.append(Int32(firstSlot + row))
      positions.append(Int32(path.length - 1))
      runs += path.runs
      starts.append(runs.count)
    }
  }

  /// The nodes of a trie that begins after what was read; node i takes slot `firstSlot` + i.
  init(_ trie: TokenTrie, after read: SlotPath = SlotPath(), firstSlot: Int = 0) {
    positions.reserveCapacity(trie.count)
    starts.reserveCapacity(trie.count + 1)
    for (node, parent) in trie.parents.enumerated() {
      positions.append(Int32(read.length + trie.depths[node]))
      if let parent {
        // Not a slice of `runs`: it grows meanwhile.
        for run in starts[parent]..<starts[parent + 1] { runs.append(runs[run]) }
      } else {
        runs += read.runs
      }
      let slot = Int32(firstSlot + node)
      if let last = runs.indices.last, last >= starts[node],
        runs[last].first + runs[last].count == slot
      {
        runs[last].count += 1
      } else {
        runs.append(treetop_run(first: slot, count: 1))
      }
      starts.append(runs.count)
    }
  }

  /// The slots of the sequence that ends with a row.
  func path(to row: Int) -> SlotPath { SlotPath(runs[starts[row]..<starts[row + 1]]) }
}
