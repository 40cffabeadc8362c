import Glibc

/// The folders in which the program keeps things for a person, by the XDG base directory specification.
public enum UserFolder: Sendable {
  /// Settings: `treetop` in `$XDG_CONFIG_HOME`, else in `~/.config`.
  case settings
  /// What is kept from one run to the next: `treetop` in `$XDG_STATE_HOME`, else in `~/.local/state`.
  case state

  /// Its path; nil where neither variable names a folder.
  ///
  /// A path that is not absolute is ignored, as the specification says.
  public var path: String? {
    let (variable, usual) =
      switch self {
      case .settings: ("XDG_CONFIG_HOME", "/.config")
      case .state: ("XDG_STATE_HOME", "/.local/state")
      }
    if let folder = Self.variable(variable), folder.hasPrefix("/") { return folder + "/treetop" }
    return Self.variable("HOME").map { $0 + usual + "/treetop" }
  }

  /// Makes the folders that a file is to lie in, where they are missing; what cannot be made is found when
  /// the file is.
  public static func makeFolders(for file: String) {
    for place in file.indices.dropFirst() where file[place] == "/" {
      unsafe mkdir(String(file[..<place]), 0o755)
    }
  }

  /// The value of a variable of the environment; nil where it is not set or empty.
  public static func variable(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    let value = unsafe String(cString: text)
    return value.isEmpty ? nil : value
  }
}
