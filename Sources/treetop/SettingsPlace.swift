import Exploring
import Glibc
import Groundwork

/// Where the settings lie: `treetop/config` in `$XDG_CONFIG_HOME`, or in `~/.config`.
enum SettingsPlace {
  /// The file; nil where there is no folder for it.
  static var path: String? { UserFolder.settings.path.map { $0 + "/config" } }

  /// Reads the file, and says in one line what cannot be read of it; without a file nothing is set.
  static func read() -> (file: SettingsFile, complaint: String?) {
    guard let path else { return (SettingsFile(), nil) }
    let text: String
    do throws(MappedFile.Failure) {
      let file = try MappedFile(path)
      var bytes: [UInt8] = []
      file.readAnew { span in
        for index in 0..<min(span.count, longest) { bytes.append(span[index]) }
      }
      text = String(decoding: bytes, as: UTF8.self)
    } catch {
      if unsafe access(path, F_OK) != 0 { return (SettingsFile(), nil) }
      return (SettingsFile(), "\(path): \(error.reason); the usual settings hold")
    }
    let file = SettingsFile(text)
    guard let first = file.problems.first else { return (file, nil) }
    let more = file.problems.count > 1 ? " (and \(file.problems.count - 1) more lines)" : ""
    return (file, "\(path):\(first.line): \(first.reason)\(more)")
  }

  /// Bytes that are read of a file; settings are far shorter.
  private static let longest = 1 << 20

  /// Writes settings into the file, whole or not at all, and says what became of it.
  static func keep(_ settings: Settings) -> (words: String, isError: Bool) {
    guard let path else {
      return ("no HOME and no XDG_CONFIG_HOME: nowhere to keep settings", true)
    }
    var file = read().file
    let kept = file.keep(settings)
    guard !kept.isEmpty else { return ("\(path) says the same already", false) }
    UserFolder.makeFolders(for: path)
    if let reason = WholeWrite.replace(path, with: Array(file.text.utf8)) {
      return ("\(path): \(reason)", true)
    }
    return ("kept in \(path): " + kept.joined(separator: ", "), false)
  }
}
