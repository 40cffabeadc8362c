/// Numbers as people read them in tables: `12,480`, `.803`, `1.9k`; the same in every locale.
public enum NumberText {
  /// Returns a whole number with a comma between groups of three digits (`12,480`).
  public static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude).utf8
    var text = number < 0 ? "-" : ""
    var left = digits.count
    for digit in digits {
      text.unicodeScalars.append(Unicode.Scalar(digit))
      left -= 1
      if left > 0, left % 3 == 0 { text.unicodeScalars.append(",") }
    }
    return text
  }

  /// Returns a count in groups of three digits, with at most two decimals where it is no whole one
  /// (`12,480`, `1.4`); `-` for one that is not known.
  public static func count(_ number: Double?) -> String {
    guard let number, number.isFinite, number.magnitude < 1e15 else { return "-" }
    if number == number.rounded() { return grouped(Int(number)) }
    let hundredths = (number.magnitude * 100).rounded()
    let whole = Int(hundredths / 100)
    let sign = number < 0 && hundredths > 0 ? "-" : ""
    var rest = plain(hundredths / 100 - Double(whole), places: 2).dropFirst()
    while rest.last == "0" { rest.removeLast() }
    return sign + grouped(whole) + (rest == "." ? "" : rest)
  }

  /// Returns `number` rounded to `places` decimals, without the zero before the point (`.803`,
  /// `-1.25`); `-` for what is not a number, `inf` for infinity.
  public static func fixed(_ number: Double, places: Int = 3) -> String {
    text(number, places: places, leadingZero: false)
  }

  /// Returns `number` rounded to `places` decimals, with the zero before the point (`0.803`).
  public static func plain(_ number: Double, places: Int = 3) -> String {
    text(number, places: places, leadingZero: true)
  }

  /// Returns `number` in at most five characters (`950`, `1.9k`, `48k`, `3.1M`).
  public static func compact(_ number: Double) -> String {
    let units: [(Double, String)] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
    for (size, unit) in units where number.isFinite && abs(number) >= size * 0.9995 {
      let scaled = number / size
      return plain(scaled, places: abs(scaled) < 9.95 ? 1 : 0) + unit
    }
    return plain(number, places: 0)
  }

  /// Returns a count of bytes in binary units (`4.1 MB`).
  public static func bytes(_ count: Int) -> String {
    var size = Double(count)
    for unit in ["B", "kB", "MB", "GB"] {
      if size < 1023.5 || unit == "GB" {
        return plain(size, places: unit == "B" || size >= 99.95 ? 0 : 1) + " " + unit
      }
      size /= 1024
    }
    return ""
  }

  /// Returns a parameter as it was meant: at most four decimals, no trailing zeros (`1.4142`, `2`).
  public static func short(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e15 else {
      return text(number, places: 0, leadingZero: true)
    }
    let text = plain(number, places: 4)
    var bytes = text.utf8[...]
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    let result = String(Substring(bytes))
    return result == "-0" ? "0" : result
  }

  private static func text(_ number: Double, places: Int, leadingZero: Bool) -> String {
    if number.isNaN { return "-" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (number.magnitude * scale).rounded()
    guard scaled < 9e18 else { return String(number) }
    let units = UInt64(scaled)
    let whole = units / UInt64(scale)
    let sign = number < 0 && units > 0 ? "-" : ""
    guard places > 0 else { return sign + String(whole) }
    let decimals = String(units % UInt64(scale)).leftPadded(to: places, with: "0")
    return sign + (whole == 0 && !leadingZero ? "" : String(whole)) + "." + decimals
  }
}
