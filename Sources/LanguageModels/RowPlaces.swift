import CKernels

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

  /// The rows of a sequence that goes on after `read` tokens.
  init(count: Int, after read: Int) {
    for row in 0..<count {
      positions.append(Int32(read + row))
      runs.append(treetop_run(first: 0, count: Int32(read + row + 1)))
      starts.append(runs.count)
    }
  }

  /// The nodes of a trie that begins after `read` tokens; node i takes slot `read` + i.
  init(_ trie: TokenTrie, after read: Int) {
    positions.reserveCapacity(trie.count)
    starts.reserveCapacity(trie.count + 1)
    for (node, parent) in trie.parents.enumerated() {
      positions.append(Int32(read + trie.depths[node]))
      if let parent {
        // Not a slice of `runs`: it grows meanwhile.
        for run in starts[parent]..<starts[parent + 1] { runs.append(runs[run]) }
      } else if read > 0 {
        runs.append(treetop_run(first: 0, count: Int32(read)))
      }
      let slot = Int32(read + node)
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
}
