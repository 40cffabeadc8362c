import Glibc
import Groundwork

/// The files in a folder and in the folders below it, in the natural order of their names.
struct FolderFiles {
  /// Where they are.
  private(set) var paths: [String] = []

  /// As many files are looked at, and folders within folders.
  private static let most = 200_000
  private static let deepest = 6

  /// Looks a folder through; what is hidden is passed over.
  init(_ folder: String) { add(folder, depth: 0) }

  private mutating func add(_ folder: String, depth: Int) {
    guard let directory = unsafe opendir(folder) else { return }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    unsafe closedir(directory)
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    for name in names.sorted(by: NaturalOrder.isBefore) where paths.count < Self.most {
      let path = start + name
      switch Self.kind(of: path) {
      case S_IFREG: paths.append(path)
      case S_IFDIR where depth < Self.deepest: add(path, depth: depth + 1)
      default: break
      }
    }
  }

  /// Whether a path leads to a folder.
  static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  private static func kind(of path: String) -> mode_t {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return 0 }
    return status.st_mode & S_IFMT
  }
}

/// The order of names in which their numbers count as numbers: 3 before 10.
public enum NaturalOrder {
  /// Whether a name comes first.
  public static func isBefore(_ first: String, _ second: String) -> Bool {
    let (one, other) = (parts(of: first), parts(of: second))
    for (left, right) in zip(one, other) where left != right {
      if let a = Int(left), let b = Int(right), a != b { return a < b }
      return left < right
    }
    return one.count < other.count
  }

  private static func parts(of name: String) -> [String] {
    var parts: [String] = []
    for character in name {
      if let last = parts.last?.last, last.isNumber == character.isNumber {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
    }
    return parts
  }
}
