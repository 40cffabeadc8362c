extension KeyDecoder {
  /// Reads a byte within a control sequence.
  mutating func readControl(_ byte: UInt8) {
    let isLinuxFunctionKey = held == [UInt8(ascii: "[")]
    switch byte {
    // The Linux console puts a second bracket before its first five function keys.
    case UInt8(ascii: "[") where held.isEmpty: held.append(byte)
    case 0x40...0x7E where isLinuxFunctionKey:
      if (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) {
        emit(.function(Int(byte - UInt8(ascii: "A")) + 1))
        reset()
      } else {
        abandon(at: byte)
      }
    case UInt8(ascii: "M") where held.isEmpty: state = .oldMouse
    // Shifted keys of rxvt end in a dollar sign, which is no final byte by the book.
    case UInt8(ascii: "$") where !held.isEmpty && held.allSatisfy(KeyDecoder.isDigit):
      finishControl(byte)
    case 0x20...0x3F where held.count < KeyDecoder.longestSequence && !isLinuxFunctionKey:
      held.append(byte)
    case 0x40...0x7E: finishControl(byte)
    default: abandon(at: byte)
    }
  }

  /// Reads a byte within the sequence of an application key.
  mutating func readApplication(_ byte: UInt8) {
    if KeyDecoder.isDigit(byte), held.count < 3 { return held.append(byte) }
    guard (0x40...0x7E).contains(byte) else { return abandon(at: byte) }
    let modifiers = KeyDecoder.modifiers(Int(held.last ?? 0x31) - 0x30)
    if let code = KeyDecoder.letterKey(byte) {
      emit(code, modifiers)
    } else if byte == UInt8(ascii: "M") {
      emit(.enter, modifiers)
    } else if let scalar = KeyDecoder.keypadCharacter(byte) {
      emit(.character(scalar), modifiers)
    } else {
      ignoreHeld(and: 3)
    }
    reset()
  }

  /// Reports what a finished control sequence means.
  private mutating func finishControl(_ final: UInt8) {
    if held.first == UInt8(ascii: "<"), final == UInt8(ascii: "M") || final == UInt8(ascii: "m") {
      return finishMouse(isRelease: final == UInt8(ascii: "m"))
    }
    guard let numbers = KeyDecoder.numbers(held[...]) else {
      ignoreHeld(and: 3)
      return reset()
    }
    let modifiers = KeyDecoder.modifiers(numbers.count > 1 ? numbers[1] : 1)
    let tildes: [UInt8: Key.Modifiers] = [
      UInt8(ascii: "~"): [], UInt8(ascii: "^"): .control, UInt8(ascii: "$"): .shift,
      UInt8(ascii: "@"): [.control, .shift],
    ]
    let length = held.count + 3
    if let held = tildes[final], let number = numbers.first {
      finishNumbered(number, modifiers.union(held), length: length)
    } else if final == UInt8(ascii: "Z") {
      emit(.backTab, modifiers.subtracting(.shift))
      reset()
    } else if let code = KeyDecoder.letterKey(final) {
      emit(code, modifiers)
      reset()
    } else if (UInt8(ascii: "a")...UInt8(ascii: "d")).contains(final), numbers.isEmpty,
      let code = KeyDecoder.letterKey(final - 0x20)
    {
      emit(code, .shift)
      reset()
    } else {
      // Focus reports and answers to questions that nobody asked.
      events.append(.ignored(count: length))
      reset()
    }
  }

  /// Reports a key that is named by a number, or begins a paste.
  private mutating func finishNumbered(_ number: Int, _ modifiers: Key.Modifiers, length: Int) {
    reset()
    if number == 200 {
      state = .paste
      pasted = []
      pasteMatch = 0
    } else if let code = KeyDecoder.numberedKey(number) {
      emit(code, modifiers)
    } else {
      events.append(.ignored(count: length))
    }
  }

  /// Returns the numbers between semicolons; an empty one is 1, `nil` where there is anything else.
  static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int]? {
    guard !bytes.isEmpty else { return [] }
    var numbers: [Int] = []
    for part in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      guard part.allSatisfy(isDigit) else { return nil }
      let number = part.prefix(6).reduce(0) { $0 * 10 + Int($1 - 0x30) }
      numbers.append(part.isEmpty ? 1 : number)
    }
    return numbers
  }

  /// Returns the modifiers of the parameter that xterm sends: one more than their sum.
  private static func modifiers(_ parameter: Int) -> Key.Modifiers {
    Key.Modifiers(rawValue: UInt8(truncatingIfNeeded: max(parameter - 1, 0)) & 7)
  }

  /// Returns whether `byte` is a decimal digit.
  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Returns the key of a sequence that ends in a letter.
  private static func letterKey(_ final: UInt8) -> Key.Code? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  /// Returns the key of a sequence that ends in a tilde.
  private static func numberedKey(_ number: Int) -> Key.Code? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// Returns the character of a key of the number pad in application mode.
  private static func keypadCharacter(_ final: UInt8) -> Unicode.Scalar? {
    switch final {
    case UInt8(ascii: "X"): "="
    case UInt8(ascii: "j")...UInt8(ascii: "o"): Unicode.Scalar(final - 0x40)
    case UInt8(ascii: "p")...UInt8(ascii: "y"): Unicode.Scalar(final - 0x40)
    default: nil
    }
  }
}
