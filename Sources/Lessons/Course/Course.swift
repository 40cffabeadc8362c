import CCourse

/// The lessons that come with the program, and the recordings that they open.
public enum Course {
  /// A file of the course.
  public struct File: Sendable {
    /// What lessons call it, as in `trees/patient-1.jsonl`, and the program, as in `03-by-hand.md`.
    public let name: String
    /// Its bytes.
    public let bytes: [UInt8]

    /// The bytes as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// The lessons, in the order in which they are given.
  public static let lessons: [File] = files.filter { $0.name.hasSuffix(".md") }

  /// Returns a recording by the name that the lessons call it.
  public static func recording(named name: String) -> File? {
    files.first { $0.name == name && !$0.name.hasSuffix(".md") }
  }

  /// Returns a lesson by its id, as in `by-hand`, its number or its file name.
  public static func lesson(named name: String) -> File? {
    lessons.first { file in
      let stem = file.name.dropLast(3)
      let parts = stem.split(separator: "-", maxSplits: 1)
      return file.name == name || stem == name || parts.count == 2 && parts[1] == name
        || Int(parts.first ?? "") == Int(name) && Int(name) != nil
    }
  }

  /// The ids of the lessons, in order.
  public static var ids: [String] {
    lessons.map {
      $0.name.dropLast(3).split(separator: "-", maxSplits: 1).last.map { String($0) } ?? ""
    }
  }

  private static let files: [File] = (0..<treetop_course_file_count).map { index in
    // They are constants of the program, which nothing changes or frees.
    let file = unsafe treetop_course_files[index]
    let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
    return unsafe File(name: String(cString: file.name), bytes: Array(bytes))
  }
}
