import Glibc

/// A colour as somebody sees it, and how far two of them lie apart.
struct SeenColour {
  /// How colours are seen: with three kinds of cones, or with one kind missing.
  enum Vision: CaseIterable {
    case usual
    case protanopia
    case deuteranopia
    case tritanopia

    /// What becomes of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1).
    var matrix: [[Double]] {
      switch self {
      case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      case .protanopia:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
          [-0.003882, -0.048116, 1.051998],
        ]
      case .deuteranopia:
        [
          [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
          [-0.011820, 0.042940, 0.968881],
        ]
      case .tritanopia:
        [
          [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
          [0.004733, 0.691367, 0.303900],
        ]
      }
    }
  }

  /// The colour in CIELAB, for the white of a screen (D65).
  var lightness: Double
  var a: Double
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  /// A colour of red, green and blue in 0...255.
  init(_ colour: (Int, Int, Int), by vision: Vision) {
    func linear(_ part: Int) -> Double {
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    let light = [linear(colour.0), linear(colour.1), linear(colour.2)]
    func product(_ row: [Double], _ column: [Double]) -> Double {
      row[0] * column[0] + row[1] * column[1] + row[2] * column[2]
    }
    let seen = vision.matrix.map { min(max(product($0, light), 0), 1) }
    let x = product([0.4124564, 0.3575761, 0.1804375], seen)
    let y = product([0.2126729, 0.7151522, 0.0721750], seen)
    let z = product([0.0193339, 0.1191920, 0.9503041], seen)
    func root(_ share: Double) -> Double {
      share > 216 / 24389.0 ? cbrt(share) : (24389 / 27.0 * share + 16) / 116
    }
    let (first, second, third) = (root(x / 0.95047), root(y), root(z / 1.08883))
    self.init(
      lightness: 116 * second - 16, a: 500 * (first - second), b: 200 * (second - third))
  }

  /// How different two colours look: 1 can just be seen (CIEDE2000; Sharma, Wu and Dalal 2005).
  func distance(to other: SeenColour) -> Double {
    let chroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let grey = 0.5 * (1 - sqrt(pow(chroma, 7) / (pow(chroma, 7) + pow(25.0, 7))))
    let (ownA, otherA) = (a * (1 + grey), other.a * (1 + grey))
    let (ownChroma, otherChroma) = (hypot(ownA, b), hypot(otherA, other.b))
    func hue(_ a: Double, _ b: Double) -> Double {
      guard a != 0 || b != 0 else { return 0 }
      let degrees = atan2(b, a) * 180 / Double.pi
      return degrees < 0 ? degrees + 360 : degrees
    }
    let (ownHue, otherHue) = (hue(ownA, b), hue(otherA, other.b))
    let isGrey = ownChroma * otherChroma == 0
    var turn = otherHue - ownHue
    if isGrey { turn = 0 } else if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    var meanHue = (ownHue + otherHue) / 2
    if isGrey {
      meanHue = ownHue + otherHue
    } else if abs(ownHue - otherHue) > 180 {
      meanHue += ownHue + otherHue < 360 ? 180 : -180
    }
    func radians(_ degrees: Double) -> Double { degrees * Double.pi / 180 }
    let meanChroma = (ownChroma + otherChroma) / 2
    let middle = pow((lightness + other.lightness) / 2 - 50, 2)
    let weight =
      1 - 0.17 * cos(radians(meanHue - 30)) + 0.24 * cos(radians(2 * meanHue))
      + 0.32 * cos(radians(3 * meanHue + 6)) - 0.20 * cos(radians(4 * meanHue - 63))
    let light = (other.lightness - lightness) / (1 + 0.015 * middle / sqrt(20 + middle))
    let colourful = (otherChroma - ownChroma) / (1 + 0.045 * meanChroma)
    let turned =
      2 * sqrt(ownChroma * otherChroma) * sin(radians(turn / 2))
      / (1 + 0.015 * meanChroma * weight)
    let rotation =
      -sin(radians(60 * exp(-pow((meanHue - 275) / 25, 2))))
      * 2 * sqrt(pow(meanChroma, 7) / (pow(meanChroma, 7) + pow(25.0, 7)))
    return sqrt(
      light * light + colourful * colourful + turned * turned + rotation * colourful * turned)
  }
}
