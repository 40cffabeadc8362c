import Groundwork

/// The bytes of a text, in memory or as the file maps them.
///
/// Copies share the memory, which lives as long as any of them.
@safe
struct SourceBytes: RandomAccessCollection, @unchecked Sendable {
  private let memory: SourceMemory
  /// Where the bytes begin; good as long as this value is kept.
  let start: UnsafePointer<UInt8>
  let count: Int

  /// Takes the bytes of some memory from one of them on.
  init(_ memory: SourceMemory, from offset: Int = 0) {
    self.memory = memory
    let first = Swift.min(Swift.max(0, offset), memory.count)
    unsafe start = memory.start + first
    count = memory.count - first
  }

  /// Copies bytes.
  init(_ bytes: [UInt8]) { self.init(SourceMemory(bytes)) }

  @inline(__always) var startIndex: Int { 0 }
  @inline(__always) var endIndex: Int { count }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "a byte outside of the text")
    return unsafe start[index]
  }

  func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    unsafe try body(UnsafeBufferPointer(start: start, count: count))
  }

  /// Lets the system take back all pages, which are read again where they are wanted.
  func release() { memory.release() }

  /// Says that reading has come to a byte: the system may take back the pages before it, which are read again
  /// where they are wanted.
  @inline(__always)
  func pass(_ offset: Int) { memory.pass(offset) }

  /// Says that a reader that goes through the text again and again has come to a byte: the system may take back
  /// pages behind it, but for those at the beginning.
  @inline(__always)
  func visit(_ offset: Int) { memory.visit(offset) }
}

/// Memory that holds a text; one thread at a time checks it.
@safe
final class SourceMemory: @unchecked Sendable {
  private var file: MappedFile?
  private let copy: UnsafeMutablePointer<UInt8>?
  let start: UnsafePointer<UInt8>
  let count: Int

  /// Copies bytes.
  init(_ bytes: [UInt8]) {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    unsafe bytes.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { unsafe memory.update(from: first, count: source.count) }
    }
    unsafe copy = memory
    unsafe start = UnsafePointer(memory)
    count = bytes.count
  }

  /// Keeps a file that is mapped.
  init(_ file: consuming MappedFile) {
    count = file.count
    let first = unsafe file.withSpan(0..<file.count) { span in
      unsafe span.withUnsafeBufferPointer { $0.baseAddress }
    }
    // An empty file has no memory; nothing is read of it.
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    unsafe copy = memory
    unsafe start = first ?? UnsafePointer(memory)
    self.file = consume file
  }

  deinit { unsafe copy?.deallocate() }

  /// Finds out whether the file is still what it was when it was mapped.
  func check() throws(MappedFile.Failure) { try file?.check() }

  /// As many bytes are passed before their pages are given back.
  private static let portion = 16 << 20
  private var next = SourceMemory.portion

  func release() { file?.release(0..<count) }

  @inline(__always)
  func pass(_ offset: Int) {
    guard offset > next else { return }
    next = offset + Self.portion
    file?.release(0..<offset)
  }

  /// As many bytes stay in memory where a file is gone through again and again: who keeps what was read last
  /// finds nothing of it when the next way through begins.
  private static let kept = 64 << 20
  /// Where the way through the file has come to, and up to where pages were given back on it.
  private var way = 0
  private var released = SourceMemory.kept

  @inline(__always)
  func visit(_ offset: Int) {
    // A short way back is no new beginning.
    if offset + Self.portion < way { released = Self.kept }
    way = offset
    guard offset > released + Self.portion else { return }
    file?.release(released..<offset)
    released = offset
  }
}
