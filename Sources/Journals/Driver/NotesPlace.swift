import Glibc
import Groundwork

/// Where notes and marks of a file are kept that cannot hold them itself: one that may not be written, or that
/// is no journal.
///
/// They lie in a file of their own, which is named by what the other file holds: they are found again under any
/// name and in any folder, and no longer once it holds something else.
public struct NotesPlace: Hashable, Sendable {
  /// The folder of all such files.
  public var folder: String
  /// The files that are noted on, in their order.
  public var paths: [String]
  /// Which of the trees in them is shown, from 0.
  public var tree: Int
  /// What the person calls them, for whoever looks at the notes without the program.
  ///
  /// Untrusted text.
  public var name: String

  /// Makes a place in a folder.
  public init(folder: String, paths: [String], tree: Int = 0, name: String) {
    (self.folder, self.paths, self.tree, self.name) = (folder, paths, tree, name)
  }

  /// Whether a journal can be saved under its own name: it may be written, and so may its folder.
  public static func canSave(over path: String) -> Bool {
    var status = stat()
    // Whoever may do everything may not mean to.
    let isOpen = unsafe stat(path, &status) == 0 && status.st_mode & 0o222 != 0
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    return isOpen && mayWrite(path) && mayWrite(folder)
  }

  private static func mayWrite(_ path: String) -> Bool {
    unsafe access(path, W_OK) == 0
  }
}

/// The file of the notes and marks that are kept beside what is shown; one owner, one thread.
///
/// Which one it is follows from a fingerprint of all bytes, which is worked out in pieces, and only where there may
/// be notes: the name begins with the number of bytes, which costs nothing to know.
final class SideNotes {
  private let place: NotesPlace
  /// The bytes of all files.
  private let size: Int
  private var hash = SHA256()
  /// The file that is being read, which one it is, and how far.
  private var file: MappedFile?
  private var isOpen = false
  private var number = 0
  private var offset = 0

  /// Whether somebody wrote notes on a file of this size.
  let mayExist: Bool
  /// Where the notes are, once that is known.
  private(set) var path: String?
  /// Why they cannot be kept; nil while all is well.
  private(set) var failure: String?

  /// The nodes whose notes were changed here and are not written yet.
  var changed: Set<UInt64> = []
  /// The marks that were set here and are not written yet.
  var marks: [JSONValue] = []
  /// Whether what was kept earlier was read.
  var isRead = false

  /// Bytes of fingerprint between two looks at the time.
  private static let piece = 64 << 10

  init(_ place: NotesPlace) {
    self.place = place
    var size = 0
    for path in place.paths {
      var status = stat()
      if unsafe stat(path, &status) == 0 { size += Int(status.st_size) }
    }
    self.size = size
    mayExist = Self.holds(place.folder, beginning: "\(size)-")
  }

  /// Whether there is something to be written.
  var isDirty: Bool { !changed.isEmpty || !marks.isEmpty }

  private static func holds(_ folder: String, beginning start: String) -> Bool {
    guard let directory = unsafe opendir(folder) else { return false }
    defer { unsafe closedir(directory) }
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name.hasPrefix(start) { return true }
    }
    return false
  }

  /// Goes on with the fingerprint until a time; returns whether it is done, or cannot be had.
  func advance(until isDue: () -> Bool) -> Bool {
    while path == nil, failure == nil {
      guard number < place.paths.count else {
        let tree = place.tree > 0 ? ".\(place.tree + 1)" : ""
        path = "\(place.folder)/\(size)-\(hash.hex)\(tree).jsonl"
        break
      }
      do throws(MappedFile.Failure) {
        try addPiece()
      } catch {
        failure = "\(place.paths[number]): \(error.reason)"
      }
      if isDue() { return false }
    }
    return true
  }

  private func addPiece() throws(MappedFile.Failure) {
    guard isOpen else {
      file = try MappedFile(place.paths[number])
      (isOpen, offset) = (true, 0)
      return
    }
    switch file {
    case .some(let file):
      let end = min(file.count, offset + Self.piece)
      file.withSpan(offset..<end) { hash.append($0) }
      offset = end
      guard end == file.count else { return }
    case nil: break
    }
    number += 1
    file = nil
    isOpen = false
  }

  /// The longest file of notes that is read.
  private static let longest = 16 << 20

  /// Returns the lines that are kept, each with its bytes; one that cannot be read is there without a value.
  func lines() -> [(bytes: ArraySlice<UInt8>, value: JSONNode?)] {
    guard let path, let kept = try? MappedFile(path), kept.count <= Self.longest else { return [] }
    var bytes: [UInt8] = []
    kept.readAnew { span in
      for index in 0..<span.count { bytes.append(span[index]) }
    }
    return bytes.split(separator: UInt8(ascii: "\n")).map { line in
      (line, (try? JSONDocument(reading: line, depthLimit: 8))?.root)
    }
  }

  /// Writes what was changed here beside what others keep in the file.
  ///
  /// - Parameter notes: the lines of the nodes in ``changed``; a node without one has no note any more.
  func write(_ notes: [JSONValue]) {
    guard let path, failure == nil else { return }
    var output = JournalOutput()
    output.value(
      .object([
        .init("type", .string("notes")), .init("of", .string(place.name)),
        .init("version", .number(1)),
      ]))
    output.endLine()
    let head = output.bytes
    var body: [UInt8] = []
    for line in lines() {
      let type = line.value?["type"]?.string
      if type == "notes"
        || type == "edit" && Self.node(of: line.value).map(changed.contains) == true
      {
        continue
      }
      body += line.bytes + [UInt8(ascii: "\n")]
    }
    output.removeAll()
    for value in notes + marks {
      output.value(value)
      output.endLine()
    }
    body += output.bytes
    if body.isEmpty {
      unsafe unlink(path)
    } else {
      UserFolder.makeFolders(for: path)
      failure = WholeWrite.replace(path, with: head + body, mode: 0o600).map { "\(path): \($0)" }
    }
    if failure == nil { (changed, marks) = ([], []) }
  }

  /// Returns the id of a node as it is kept: a text where a number would not hold it exactly.
  static func value(of id: UInt64) -> JSONValue {
    id < 1 << 53 ? .id(id) : .string("\(id)")
  }

  /// Returns the id of the node that a line is about.
  static func node(of line: JSONNode?) -> UInt64? {
    guard let node = line?["node"] else { return nil }
    return node.count.map(UInt64.init) ?? node.string.flatMap { UInt64($0) }
  }
}
