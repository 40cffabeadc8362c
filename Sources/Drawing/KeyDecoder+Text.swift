extension KeyDecoder {
  /// Reads a byte between keys.
  mutating func readGround(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0xC2...0xF4:
      state = .text
      held = [byte]
    case 0x80...: events.append(.ignored(count: 1))
    default: emitASCII(byte, [])
    }
  }

  /// Reads a byte after an escape.
  mutating func readEscape(_ byte: UInt8) {
    switch byte {
    // Two escapes: the first was a key, the second may begin a sequence.
    case 0x1B: emit(.escape)
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "O"): state = .application
    case 0xC2...0xF4:
      state = .text
      held = [byte]
      heldModifiers = .alt
    case 0x80...:
      emit(.escape)
      reset()
      readGround(byte)
    default:
      reset()
      emitASCII(byte, .alt)
    }
  }

  /// Reads a byte within a character of several bytes.
  mutating func readText(_ byte: UInt8) {
    guard KeyDecoder.canContinue(held, with: byte) else { return abandon(at: byte) }
    held.append(byte)
    guard held.count == KeyDecoder.length(ofCharacterFrom: held[0]) else { return }
    let first = UInt32(held[0]) & (0x7F >> UInt32(held.count))
    let value = held.dropFirst().reduce(first) { $0 << 6 | UInt32($1 & 0x3F) }
    if let scalar = Unicode.Scalar(value), value >= 0xA0 {
      emit(.character(scalar), heldModifiers)
    } else {
      ignoreHeld()
    }
    reset()
  }

  /// Reports a key that is one byte.
  private mutating func emitASCII(_ byte: UInt8, _ modifiers: Key.Modifiers) {
    switch byte {
    case 0x00..<0x20:
      let letter = Unicode.Scalar(byte | 0x40)
      emit(.character(letter), modifiers.union(.control))
    case 0x7F: emit(.backspace, modifiers)
    default: emit(.character(Unicode.Scalar(byte)), modifiers)
    }
  }

  /// Returns how many bytes a character has that begins with `lead`.
  private static func length(ofCharacterFrom lead: UInt8) -> Int {
    lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  }

  /// Returns whether `byte` may follow `held`; refuses overlong forms, surrogates and what is
  /// beyond Unicode at the first byte that shows it.
  private static func canContinue(_ held: [UInt8], with byte: UInt8) -> Bool {
    guard byte & 0xC0 == 0x80 else { return false }
    guard held.count == 1 else { return true }
    switch held[0] {
    case 0xE0: return byte >= 0xA0
    case 0xED: return byte < 0xA0
    case 0xF0: return byte >= 0x90
    case 0xF4: return byte < 0x90
    default: return true
    }
  }
}
