extension KeyDecoder {
  /// Reads one of the three bytes of an old mouse report.
  mutating func readOldMouse(_ byte: UInt8) {
    guard byte >= 0x20 else { return abandon(at: byte) }
    held.append(byte)
    guard held.count == 3 else { return }
    let button = Int(held[0]) - 32
    let point = Point(row: max(Int(held[2]) - 33, 0), column: max(Int(held[1]) - 33, 0))
    reset()
    emitMouse(button: button, isRelease: button & 0x43 == 3, at: point, length: 6)
  }

  /// Reports a finished mouse report.
  mutating func finishMouse(isRelease: Bool) {
    let length = held.count + 3
    let numbers = KeyDecoder.numbers(held.dropFirst())
    reset()
    guard let numbers, numbers.count == 3 else {
      return events.append(.ignored(count: length))
    }
    let point = Point(row: max(numbers[2] - 1, 0), column: max(numbers[1] - 1, 0))
    emitMouse(button: numbers[0], isRelease: isRelease, at: point, length: length)
  }

  /// Reports what a mouse button means.
  private mutating func emitMouse(button: Int, isRelease: Bool, at point: Point, length: Int) {
    var modifiers: Key.Modifiers = []
    if button & 4 != 0 { modifiers.insert(.shift) }
    if button & 8 != 0 { modifiers.insert(.alt) }
    if button & 16 != 0 { modifiers.insert(.control) }
    let kind: MouseEvent.Kind? =
      switch button & ~0x1C {
      case 64: .wheelUp
      case 65: .wheelDown
      case 0...3 where isRelease: .release
      case 0...2: .press(button: (button & 3) + 1)
      // Movement, sideways wheels and further buttons mean nothing here.
      default: nil
      }
    guard let kind else { return events.append(.ignored(count: length)) }
    events.append(.mouse(MouseEvent(kind, at: point, modifiers: modifiers)))
  }

  /// Reads a byte of a paste.
  mutating func readPaste(_ byte: UInt8) {
    let end = KeyDecoder.pasteEnd
    if byte == end[pasteMatch] {
      pasteMatch += 1
      if pasteMatch == end.count {
        endPaste(unmatched: 0)
        reset()
      }
      return
    }
    // What looked like the end was text. Its first byte occurs nowhere else in it, so that a new
    // match can only begin at this byte.
    keep(end[..<pasteMatch])
    pasteMatch = byte == end[0] ? 1 : 0
    if pasteMatch == 0 { keep(CollectionOfOne(byte)) }
  }

  /// Reports the paste, with so many bytes of a begun end as text.
  mutating func endPaste(unmatched: Int) {
    keep(KeyDecoder.pasteEnd[..<unmatched])
    events.append(.paste(String(decoding: pasted, as: UTF8.self)))
    pasted = []
    pasteMatch = 0
  }

  /// Keeps bytes of a paste as long as it is not too large.
  private mutating func keep(_ bytes: some Collection<UInt8>) {
    pasted.append(contentsOf: bytes.prefix(max(0, KeyDecoder.largestPaste - pasted.count)))
  }
}
