/// The themes that a person can choose, by the names that they are typed by.
public enum ThemeName: String, CaseIterable, Hashable, Sendable {
  /// For light text on a dark ground.
  case dark
  /// For dark text on a light ground.
  case light
  /// Only what is readable on both grounds.
  case plain
  /// For a dark ground, every colour with a contrast of at least 7 to 1.
  case darkContrast = "dark-contrast"
  /// For a light ground, every colour with a contrast of at least 7 to 1.
  case lightContrast = "light-contrast"
  /// No colours, only bold, dim, underlined and reverse.
  case mono
}
