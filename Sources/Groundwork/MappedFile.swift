import CMappings
import Glibc

/// A regular file seen as memory, read only, which may grow while it is looked at.
///
/// A file that somebody makes shorter meanwhile does not end the process: what it has lost reads as
/// zeros, and ``check()`` says so. One owner, one thread.
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

  /// The open file, for asking the system about it; it is closed with this value.
  public let descriptor: Int32
  private var base: UnsafeMutableRawPointer?
  /// What answers a fault of this memory.
  private var watch: OpaquePointer?
  /// How many bytes there are.
  public private(set) var count = 0
  /// The first and the last bytes as they were mapped.
  private var samples: (first: [UInt8], last: [UInt8]) = ([], [])
  private static let sampleSize = 4_096
  /// What ``check()`` has found.
  private var loss: Failure?

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
  /// - Throws: a failure as ``check()`` does, or where the system cannot map the file.
  public mutating func refresh() throws(Failure) {
    try check()
    let size = try sizeOfFile()
    if size <= count { return }
    let memory = unsafe mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { throw .ofLastCall }
    guard let watch = unsafe treetop_mapping_watch(memory, size) else {
      let failure = Failure.ofLastCall
      unsafe munmap(memory, size)
      throw failure
    }
    unmap()
    unsafe (base, self.watch) = (memory, watch)
    count = size
    samples = readSamples()
    // The whole file is wanted soon; without memory to spare the system ignores it.
    unsafe madvise(memory, size, MADV_WILLNEED)
  }

  /// Finds out whether the bytes are still those of the file when it was mapped.
  ///
  /// Costs a short call of the system and a look at 8 kB. Whatever was read since the last check that
  /// found nothing may be zeros, or the bytes of something else.
  /// - Throws: a failure where the file became shorter, even if it has grown again, or begins or ends
  ///   with something else; from then on always the same.
  public mutating func check() throws(Failure) {
    if let loss { throw loss }
    guard count > 0 else { return }
    let size = try sizeOfFile()
    if size < count {
      let (before, now) = (NumberText.grouped(count), NumberText.grouped(size))
      loss = Failure(reason: "the file became shorter: \(before) bytes before, \(now) now")
    } else if !holdsSamples() {
      loss = Failure(reason: "the file was written anew: what was read is no longer in it")
    }
    // Asked last: looking at the samples may have met a page that is gone.
    if loss == nil, isDamaged {
      loss = Failure(reason: "the file became shorter for a while, or its disk cannot be read")
    }
    if let loss { throw loss }
  }

  /// Whether a page was looked at that the file no longer has; costs nothing.
  public var isDamaged: Bool {
    guard let watch = unsafe watch else { return false }
    return unsafe treetop_mapping_is_damaged(watch)
  }

  /// Reads what the file holds now, in pieces; it ends early where it cannot be read.
  ///
  /// - Complexity: linear in the size of the file.
  public borrowing func readAnew(_ take: (Span<UInt8>) -> Void) {
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    var offset = 0
    while true {
      let got = unsafe pread(descriptor, &piece, piece.count, offset)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return }
      take(piece.span.extracting(..<got))
      offset += got
    }
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

  /// Lets the system take back the pages that lie within a range; they are read from the file again where
  /// somebody looks at them.
  public borrowing func release(_ range: Range<Int>) {
    guard let start = unsafe base else { return }
    let page = Int(getpagesize())
    let first = (max(0, range.lowerBound) + page - 1) / page * page
    let end = range.upperBound >= count ? count : range.upperBound / page * page
    if end > first { unsafe madvise(start + first, end - first, MADV_DONTNEED) }
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

  private func readSamples() -> (first: [UInt8], last: [UInt8]) {
    let size = min(count, Self.sampleSize)
    return (copy(0..<size), copy(count - size..<count))
  }

  /// Whether the file begins and ends as it did.
  private func holdsSamples() -> Bool {
    isSame(0..<samples.first.count, samples.first)
      && isSame(count - samples.last.count..<count, samples.last)
  }

  private func isSame(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    withSpan(range) { span in
      unsafe span.withUnsafeBufferPointer { now in
        unsafe bytes.withUnsafeBufferPointer { before in
          guard let now = now.baseAddress, let before = before.baseAddress else { return true }
          return unsafe memcmp(now, before, bytes.count) == 0
        }
      }
    }
  }

  private func copy(_ range: Range<Int>) -> [UInt8] {
    withSpan(range) { span in unsafe span.withUnsafeBufferPointer { unsafe Array($0) } }
  }

  private func unmap() {
    if let watch = unsafe watch { unsafe treetop_mapping_forget(watch) }
    if let base = unsafe base { unsafe munmap(base, count) }
  }
}
