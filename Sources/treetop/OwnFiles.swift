import Exploring
import Glibc
import Groundwork

/// The files of the person who runs the program.
final class OwnFiles: PersonalFiles {
  func write(_ text: String, toNew path: String) -> String? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      return errno == EEXIST
        ? "there is a file of this name already; nothing was written" : WholeWrite.reason
    }
    var failure = WholeWrite.put(Array(text.utf8), to: descriptor)
    if close(descriptor) != 0, failure == nil { failure = WholeWrite.reason }
    if failure != nil { unsafe unlink(path) }
    return failure
  }

  /// More names than anybody looks through are not listed.
  private static let mostPaths = 300

  func paths(beginning path: String) -> [String] {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let begun = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let home = UserFolder.variable("HOME") ?? ""
    let place =
      folder.isEmpty ? "." : folder.hasPrefix("~/") ? home + String(folder.dropFirst()) : folder
    guard let directory = unsafe opendir(place) else { return [] }
    defer { unsafe closedir(directory) }
    var found: [String] = []
    while let entry = unsafe readdir(directory), found.count < Self.mostPaths {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      guard name != ".", name != "..", name.hasPrefix(begun),
        begun.hasPrefix(".") || !name.hasPrefix(".")
      else { continue }
      var about = stat()
      let isFolder =
        unsafe stat(place + "/" + name, &about) == 0 && about.st_mode & S_IFMT == S_IFDIR
      found.append(folder + name + (isFolder ? "/" : ""))
    }
    return found.sorted()
  }

  // MARK: - The editor

  func edit(_ text: String) -> EditedText {
    guard let scratch = ScratchFile("treetop-note") else {
      return .failed("a temporary file: \(WholeWrite.reason)")
    }
    let path = scratch.path
    defer { unsafe unlink(path) }
    let lines = Array((text.isEmpty ? "" : text + "\n").utf8)
    let failure = WholeWrite.put(lines, to: scratch.descriptor)
    close(scratch.descriptor)
    if let failure { return .failed("\(path): \(failure)") }
    let editor =
      UserFolder.variable("VISUAL") ?? UserFolder.variable("EDITOR") ?? "vi"
    // The variable may hold arguments, which the shell parts.
    if let reason = Self.run(["/bin/sh", "-c", editor + " \"$1\"", "sh", path]) {
      return .failed("\(editor): \(reason)")
    }
    guard let file = try? MappedFile(path) else { return .failed("\(editor) left no file") }
    var bytes: [UInt8] = []
    file.readAnew { span in
      for index in 0..<min(span.count, Self.longestNote) { bytes.append(span[index]) }
    }
    while let last = bytes.last, last == 0x0A || last == 0x20 { bytes.removeLast() }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Bytes of a note.
  private static let longestNote = 1 << 16

  /// Runs a program to its end; returns why it did not end well.
  private static func run(_ words: [String]) -> String? {
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var process: pid_t = 0
    let failure = unsafe posix_spawn(&process, words[0], nil, nil, &arguments, environ)
    guard failure == 0 else { return unsafe String(cString: strerror(failure)) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? nil : "it ended with an error"
  }

  // MARK: - What was typed

  private var historyPath: String? { UserFolder.state.path.map { $0 + "/history" } }
  /// Bytes that are read of the file; the newest lines are at its end.
  private static let mostBytes = 1 << 18

  func history() -> [String] {
    guard let historyPath, let file = try? MappedFile(historyPath) else { return [] }
    var bytes: [UInt8] = []
    file.readAnew { span in
      for index in max(0, span.count - Self.mostBytes)..<span.count { bytes.append(span[index]) }
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  func remember(_ line: String) {
    guard let historyPath else { return }
    UserFolder.makeFolders(for: historyPath)
    let descriptor = unsafe open(historyPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    _ = WholeWrite.put(Array((line + "\n").utf8), to: descriptor)
    close(descriptor)
  }
}
