/// What the blocks of a problem are called in its file and to a person.
///
/// Blocks are numbered by the alphabetical order of their shown names, because the language-model
/// literature lists them so: the order of actions is then the order of block numbers.
struct BlockNames: Hashable, Sendable {
  /// The names in PDDL, by block number.
  let objects: [String]
  /// The names as a person reads them, by block number.
  let shown: [String]
  /// The block numbers in the alphabetical order of the PDDL names.
  let objectOrder: [UInt8]

  /// The colour that each letter stands for in the Blocksworld data of PlanBench (Valmeekam et al.,
  /// 2023), from `a`.
  private static let colours = [
    "red", "blue", "orange", "yellow", "white", "magenta", "black", "cyan", "green", "violet",
    "silver", "gold",
  ]

  /// Makes the names of the first `count` letters.
  init(count: Int) {
    self.init(objects: (0..<count).map { String(UnicodeScalar(UInt8(97 + $0))) })
  }

  /// Makes names from the objects of a PDDL file, in any order.
  init(objects: [String]) {
    let colour = { (object: String) in
      guard object.utf8.count == 1, let letter = object.utf8.first, 97...108 ~= letter else {
        return object
      }
      return Self.colours[Int(letter) - 97]
    }
    // A block that is itself called "red" must not be mixed up with block `a`.
    let isClash = Set(objects.map(colour)).count < objects.count
    let pairs = objects.map { (object: $0, shown: isClash ? $0 : colour($0)) }
      .sorted { $0.shown < $1.shown }
    self.objects = pairs.map { $0.object }
    shown = pairs.map { $0.shown }
    objectOrder = pairs.indices.sorted { pairs[$0].object < pairs[$1].object }.map { UInt8($0) }
  }

  /// How many blocks there are.
  var count: Int { objects.count }

  /// Returns the number of the block with a name, of either kind.
  func number(of name: String) -> UInt8? {
    (objects.firstIndex(of: name) ?? shown.firstIndex(of: name)).map { UInt8($0) }
  }
}
