public import Groundwork
public import TreeSearch

/// A string of letters that is to score high, on a landscape drawn from a seed: a synthetic stand-in for
/// designs that are written, judged and refined.
///
/// A node is a whole string. From the root, where nothing is written, an action writes a fresh string; from
/// a string it puts another letter at one place. So the depth of a node is its revision, and nothing ends.
/// All strings are known: how good one is among all can be said.
public struct Design: KeyedEnvironment {
  /// A string, and what it was made of.
  public struct State: Hashable, Sendable {
    /// The number of the string; nil where nothing is written.
    var string: UInt32?
    /// The string that it was made of; nil for none.
    var origin: UInt32?
    /// The action that made it.
    var edit: ActionCode?
    /// How many actions led here.
    public internal(set) var revision = 0
  }

  /// An action, packed: a fresh string is its number and the highest bit, an edit the place and the letter.
  enum Edit: Hashable {
    /// Writes a string from nothing.
    case fresh(UInt32)
    /// Puts a letter at a place, both from 0.
    case change(place: Int, letter: Int)

    private static let freshBit: UInt32 = 1 << 31

    /// Reads an action.
    init(_ code: ActionCode) {
      self =
        code & Self.freshBit != 0
        ? .fresh(code & ~Self.freshBit)
        : .change(place: Int(code >> 8), letter: Int(code & 0xff))
    }

    /// The number of the action.
    var code: ActionCode {
      switch self {
      case .fresh(let string): string | Self.freshBit
      case .change(let place, let letter): UInt32(place) << 8 | UInt32(letter)
      }
    }
  }

  /// The most strings that there may be: all of them are looked at to rank one.
  public static let mostStrings = 262_144
  /// The numbers of letters that there may be.
  public static let letterCounts = 2...26

  /// How many letters a string has.
  public let places: Int
  /// How many letters there are to choose from.
  public let letters: Int
  /// On how many other places the score of a place depends.
  public let ruggedness: Int
  /// The standard deviation of what a critic's score is off.
  public let noise: Double
  /// The seed of the landscape.
  public let seed: UInt64
  let landscape: DesignLandscape

  /// Draws a problem.
  ///
  /// - Throws: an error that says what is accepted: letters^places of at most ``mostStrings``, a ruggedness
  ///   below the number of places, noise in 0...1.
  public init(
    places: Int = 9, letters: Int = 4, ruggedness: Int = 2, noise: Double = 0, seed: UInt64 = 1
  ) throws(ProblemError) {
    func error(_ reason: String) -> ProblemError { ProblemError(source: "design", reason: reason) }
    guard Self.letterCounts ~= letters else { throw error("letters: accepted are 2 to 26") }
    let most = Self.mostPlaces(letters)
    guard 1...most ~= places else {
      throw error(
        "places: accepted are 1 to \(most) with \(letters) letters, so that all strings "
          + "can be looked at")
    }
    guard 0..<places ~= ruggedness else {
      throw error("ruggedness: accepted are 0 to \(places - 1) with \(places) places")
    }
    guard 0...1 ~= noise else { throw error("noise: accepted is a number from 0 to 1") }
    (self.places, self.letters, self.ruggedness) = (places, letters, ruggedness)
    self.noise = abs(noise)
    self.seed = seed
    landscape = DesignLandscape(
      places: places, letters: letters, ruggedness: ruggedness, seed: seed)
  }

  private static func mostPlaces(_ letters: Int) -> Int {
    var (places, strings) = (0, letters)
    while strings <= mostStrings { (places, strings) = (places + 1, strings * letters) }
    return places
  }

  /// The text that names the problem on the command line.
  public var name: String {
    let noise = noise == noise.rounded() ? "\(Int(noise))" : "\(noise)"
    return "design:places=\(places),letters=\(letters),ruggedness=\(ruggedness),noise=\(noise),"
      + "seed=\(seed)"
  }
  /// One: whoever designs.
  public var players: Int { 1 }
  /// Scores lie in 0...1.
  public var valueRange: ClosedRange<Float>? { 0...1 }
  /// Nothing is written.
  public var initialState: State { State() }

  /// Nothing ends: every string can be changed.
  public func isTerminal(_ state: State) -> Bool { false }

  /// Returns how many strings there are, or how many changes a string allows.
  public func actionCount(in state: State) -> Int {
    state.string == nil ? landscape.count : places * (letters - 1)
  }

  /// Returns a fresh string by its number, or a change: place by place, letters in their order.
  public func action(at index: Int, in state: State) -> ActionCode {
    guard let string = state.string else { return Edit.fresh(UInt32(index)).code }
    let (place, other) = index.quotientAndRemainder(dividingBy: letters - 1)
    let own = landscape.letter(at: place, of: string)
    return Edit.change(place: place, letter: other < own ? other : other + 1).code
  }

  /// Writes or changes a string; that pays nothing, as its score is judged where it is.
  public func apply(
    _ action: ActionCode, to state: inout State, using random: inout RandomSource
  ) -> Transition {
    let before = state.string
    switch Edit(action) {
    case .fresh(let string): state.string = string
    case .change(let place, let letter):
      state.string = before.map { landscape.string($0, with: letter, at: place) }
    }
    state.origin = before
    state.edit = action
    state.revision += 1
    return Transition(reward: 0, isTerminal: false)
  }

  /// Returns the score of the string, or of a random one where nothing is written: no play is left.
  public func randomReturn(from state: State, using random: inout RandomSource) -> Float {
    let string = state.string ?? random.below(UInt32(landscape.count))
    return Float(landscape.score(of: landscape.letters(of: string)))
  }

  /// Returns whether two states have one string.
  public func isSamePlace(_ one: State, _ other: State) -> Bool { one.string == other.string }

  /// Returns the string.
  public func key(of state: State) -> String { state.string.map { text(of: $0) } ?? "" }

  /// Returns the string that a string was made of, and the change.
  public func origin(of state: State) -> (key: String, edit: ActionCode)? {
    state.edit.map { (state.origin.map { text(of: $0) } ?? "", $0) }
  }

  /// Returns a string as it is written.
  func text(of string: UInt32) -> String {
    String(landscape.letters(of: string).map { Self.letter($0) })
  }

  /// Returns a letter by its number, from 0.
  static func letter(_ number: Int) -> Character {
    Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(number)))
  }
}
