/// What a program has told its terminal so far, as far as it must be undone or must not be said.
struct OutputRecord {
  /// The private modes that were switched, and how they were left.
  private(set) var modes: [Int: Bool] = [:]
  /// All numbers of the sequences that set colours and looks.
  private(set) var looks: Set<Int> = []
  /// The number of bytes outside ASCII.
  private(set) var foreignBytes = 0
  /// The number of bytes.
  private(set) var count = 0

  /// The commands that change colours of the terminal itself, or reset them: OSC 4, 104, R and the like.
  private(set) var paletteCommands = 0

  private enum State { case text, escape, control }
  private var state = State.text
  private var held: [UInt8] = []

  mutating func read(_ bytes: [UInt8]) {
    count += bytes.count
    for byte in bytes { read(byte) }
  }

  private mutating func read(_ byte: UInt8) {
    if byte >= 0x80 { foreignBytes += 1 }
    switch state {
    case .text: if byte == 0x1B { state = .escape }
    case .escape:
      state = byte == UInt8(ascii: "[") ? .control : .text
      // Titles are not set either: any command to the system is one too many.
      if byte == UInt8(ascii: "]") { paletteCommands += 1 }
      held = []
    case .control:
      guard (0x40...0x7E).contains(byte) else { return held.append(byte) }
      finish(byte)
      state = .text
    }
  }

  private mutating func finish(_ final: UInt8) {
    let text = String(decoding: held, as: UTF8.self)
    let isPrivate = text.hasPrefix("?")
    let numbers = text.drop { $0 == "?" }.split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0) ?? 0 }
    switch final {
    case UInt8(ascii: "h") where isPrivate: for mode in numbers { modes[mode] = true }
    case UInt8(ascii: "l") where isPrivate: for mode in numbers { modes[mode] = false }
    case UInt8(ascii: "m") where !isPrivate: looks.formUnion(numbers)
    default: break
    }
  }

  /// The modes that are not as a terminal starts: the cursor shown, lines wrapped, all else off.
  var modesLeft: [Int: Bool] { modes.filter { mode, isOn in isOn != [7, 25].contains(mode) } }

  /// The numbers that set a colour; 39 and 49 take colours away.
  var colours: Set<Int> {
    looks.filter { (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0) }
  }
}
