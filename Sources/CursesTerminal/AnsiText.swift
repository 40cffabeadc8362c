public import Drawing

/// A picture as text with the sequences that a terminal colours it by.
public enum AnsiText {
  /// Returns the rows of a canvas, each ending in the terminal's own look.
  public static func lines(
    of canvas: Canvas, theme: ThemeName?, depth: ColourDepth = .many
  ) -> [String] {
    let theme = Theme(theme, depth: depth)
    return (0..<canvas.size.height).map { line(Array(canvas.cells(inRow: $0)), theme) }
  }

  private static func line(_ cells: [Cell], _ theme: Theme) -> String {
    var text = ""
    var shown: [Int] = []
    for cell in cells where cell.width > 0 {
      let codes = codes(of: cell.style, theme)
      if codes != shown {
        text += "\u{1B}[" + ([0] + codes).map { "\($0)" }.joined(separator: ";") + "m"
        shown = codes
      }
      text.unicodeScalars.append(cell.base)
      for mark in [cell.mark, cell.secondMark] where mark != 0 {
        if let scalar = Unicode.Scalar(mark) { text.unicodeScalars.append(scalar) }
      }
    }
    return shown.isEmpty ? text : text + "\u{1B}[0m"
  }

  private static func codes(of style: Style, _ theme: Theme) -> [Int] {
    let emphasis = style.emphasis.union(theme.emphasis(style.role))
    var codes: [Int] = []
    for (flag, code) in [(Emphasis.bold, 1), (.dim, 2), (.underline, 4), (.reverse, 7)]
    where emphasis.contains(flag) { codes.append(code) }
    guard let colour = theme.foreground(style.role) else { return codes }
    return codes + (theme.depth == .many ? [38, 5, colour] : [30 + colour])
  }
}
