import Glibc

/// A regular file seen as memory, read only, which may grow while it is looked at.
///
/// One owner, one thread.
@safe
public struct MappedFile: ~Copyable {
  /// Why a file cannot be looked at.
  public struct Failure: Error, Hashable, Sendable {
    /// What the system says, or what the file is instead (`No such file or directory`).
    public var reason: String

    /// Takes the system's words for the error of the last call.
    fileprivate static var ofLastCall: Failure {
      unsafe Failure(reason: String(cString: strerror(errno)))
    }
  }

  private let descriptor: Int32
  private var base: UnsafeMutableRawPointer?
  /// How many bytes there are.
  public private(set) var count = 0

  /// Opens a file and maps all of it; an empty file is one.
  ///
  /// - Throws: a failure where the file is missing, may not be read, or is a folder, a pipe or a
  ///   device.
  public init(_ path: String) throws(Failure) {
    // Without waiting: a pipe nobody writes to would hold up the call, and is then refused anyway.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .ofLastCall }
    try refresh()
  }

  deinit {
    unmap()
    close(descriptor)
  }

  /// Maps anew where the file has grown.
  ///
  /// - Throws: a failure where the file became shorter. What was lost reads as zeros from then on, so
  ///   that nobody who still looks there is killed by the system; the count stays.
  public mutating func refresh() throws(Failure) {
    let size = try sizeOfFile()
    if size == count { return }
    if size < count {
      blankOut(from: size)
      throw Failure(reason: "the file became shorter: \(count) bytes before, \(size) now")
    }
    let memory = unsafe mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { throw .ofLastCall }
    unmap()
    unsafe base = memory
    count = size
    // The whole file is wanted soon; without memory to spare the system ignores it.
    unsafe madvise(memory, size, MADV_WILLNEED)
  }

  /// Calls `body` with the bytes of a range.
  ///
  /// - Precondition: the range lies within the file.
  public borrowing func withSpan<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "the range leaves the file")
    guard let start = unsafe base else { return try body(Span()) }
    let bytes = unsafe UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count)
    return try unsafe body(bytes.assumingMemoryBound(to: UInt8.self).span)
  }

  private func sizeOfFile() throws(Failure) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .ofLastCall }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return Int(status.st_size)
    case S_IFDIR: throw Failure(reason: "this is a folder, not a file")
    case S_IFIFO: throw Failure(reason: "this is a pipe; only a regular file can be opened")
    default: throw Failure(reason: "this is not a regular file")
    }
  }

  /// Puts zeros where a file that was cut short has no bytes any more: a page beyond its end must
  /// not be touched.
  private func blankOut(from size: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = (size + page - 1) / page * page
    guard start < count, let base = unsafe base else { return }
    unsafe mmap(
      base + start, count - start, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
  }

  private func unmap() {
    if let base = unsafe base { unsafe munmap(base, count) }
  }
}
