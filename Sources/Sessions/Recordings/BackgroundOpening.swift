import Glibc
import Groundwork
public import Importers
import Journals

/// Opens a large file of another program on a thread of its own, while its beginning is shown.
public final class BackgroundOpening: Sendable {
  /// What came of it.
  public enum Outcome: Sendable {
    case opened(Opened)
    case failed(ImportedFile.Failure)
  }

  /// What was opened, handed from the thread that made it to whoever takes it.
  public struct Opened: @unchecked Sendable {
    /// The tree, or the list of trees.
    public let file: OpenedTrees
  }

  /// The beginning of the file as a tree.
  public let beginning: RecordedFile
  /// How many bytes the file has.
  public let size: Int
  private let outcome = Guarded<Outcome?>(nil)

  /// A file of fewer bytes is there before anybody could read its beginning.
  private static let least = 4 << 20
  /// As many bytes suggest what the whole is.
  private static let portion = 64 << 10

  /// Reads the beginning of a file; nil where the file is small, is a recording, or where its beginning says
  /// nothing.
  ///
  /// O(1) in the size of the file.
  public init?(_ path: String, name: String, _ options: Importer.Options) {
    var status = stat()
    guard options.tree == nil, unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size >= Self.least
    else { return nil }
    do throws(RecordedFile.Failure) {
      _ = try RecordedFile(path, name: name)
      return nil
    } catch {
      guard case .isNone(let kind) = error, kind.mayHoldTree else { return nil }
    }
    guard
      let text = try? SourceText(
        beginningOf: path, bytes: Self.portion, encoding: options.encoding),
      let importer = try? Importer(text, names: [name], options),
      let file = try? RecordedFile(importer, paths: [path], names: [name], options)
    else { return nil }
    beginning = file
    size = Int(status.st_size)
  }

  /// Begins to read the whole file; `wake` is called on any thread once it is read.
  public func start(
    _ path: String, name: String, _ options: Importer.Options, wake: @escaping @Sendable () -> Void
  ) {
    let outcome = outcome
    // Nobody waits for it: it ends by itself, or with the program.
    _ = DedicatedThread {
      do throws(ImportedFile.Failure) {
        let file = try OpenedTrees(importing: path, name: name, options, isList: true)
        outcome.withLock { $0 = .opened(Opened(file: file)) }
      } catch {
        outcome.withLock { $0 = .failed(error) }
      }
      wake()
    }
  }

  /// Whether the file is read, or cannot be.
  public var isDone: Bool { outcome.withLock { $0 != nil } }

  /// Returns what came of it; nil where it is not done, or was taken already.
  public func take() -> Outcome? {
    outcome.withLock { outcome in
      defer { outcome = nil }
      return outcome
    }
  }
}
