/// The ground that a terminal draws text on.
enum Ground: Hashable, CaseIterable {
  /// Light text on a dark ground.
  case dark
  /// Dark text on a light ground.
  case light
  /// Nobody said which; only what is readable on both is used.
  case unknown

  /// Reads `COLORFGBG`, in which some terminals leave the numbers of their two colours: the last one is
  /// the ground's, among the 16 of ANSI.
  ///
  /// The terminal's name tells nothing, and is not asked.
  init(colours text: String?) {
    guard let last = text?.split(separator: ";").last, let number = Int(last) else {
      self = .unknown
      return
    }
    self =
      switch number {
      case 0...6, 8: .dark
      case 7, 9...15: .light
      default: .unknown
      }
  }
}
