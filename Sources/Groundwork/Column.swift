import Glibc

/// A growing array of plain values with one owner, without reference counts or copies on write.
///
/// It is the storage of the search tree and of the buffers that the search loop reuses. An index is
/// checked in debug builds only: indices come from the owner, never from outside.
@safe
public struct Column<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  public private(set) var count: Int
  /// How many elements fit before the storage must grow.
  public private(set) var capacity: Int

  /// Makes an empty column with room for `capacity` elements.
  public init(capacity: Int = 0) {
    self.capacity = max(capacity, 16)
    unsafe base = Self.resized(nil, to: self.capacity)
    count = 0
  }

  /// Makes a column of `count` elements whose bytes are whatever the memory holds.
  ///
  /// Untouched pages cost nothing, so a large ring is paid for as it fills.
  public init(uninitializedCount count: Int) {
    self.init(capacity: count)
    self.count = count
  }

  deinit { unsafe free(base) }

  /// Where the elements begin; good until the column changes its count.
  public var start: UnsafePointer<Element> {
    @inline(__always) get { unsafe UnsafePointer(base) }
  }

  /// Where the elements begin, to be written; good until the column changes its count.
  public var mutableStart: UnsafeMutablePointer<Element> {
    @inline(__always) mutating get { unsafe base }
  }

  /// The element at `index`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      assert(index >= 0 && index < count, "no element \(index) in a column of \(count)")
      return unsafe base[index]
    }
    @inline(__always) _modify {
      assert(index >= 0 && index < count, "no element \(index) in a column of \(count)")
      yield &(unsafe base[index])
    }
  }

  /// Adds an element.
  ///
  /// Amortised O(1).
  @inline(__always)
  public mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    unsafe (base + count).initialize(to: element)
    count += 1
  }

  /// Adds `number` times the same element.
  @inline(__always)
  public mutating func append(repeating element: Element, count number: Int) {
    if count + number > capacity { grow(to: count + number) }
    unsafe (base + count).initialize(repeating: element, count: number)
    count += number
  }

  /// Adds the elements of a span, one memory copy.
  public mutating func append(contentsOf elements: Span<Element>) {
    let number = elements.count
    if count + number > capacity { grow(to: count + number) }
    unsafe elements.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe (base + count).update(from: start, count: number)
    }
    count += number
  }

  /// Calls `body` with the elements of a range.
  ///
  /// - Precondition: the range lies within the column.
  public borrowing func withSpan<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "the range leaves the column")
    return try body(
      unsafe UnsafeBufferPointer(start: base + range.lowerBound, count: range.count).span)
  }

  /// Forgets every element from `newCount` on; the storage stays.
  @inline(__always)
  public mutating func truncate(to newCount: Int) {
    assert(newCount >= 0 && newCount <= count)
    count = newCount
  }

  /// Removes the last element and returns it.
  @inline(__always)
  public mutating func removeLast() -> Element {
    count -= 1
    return unsafe base[count]
  }

  /// Returns a column with the same elements.
  ///
  /// O(n), one memory copy.
  public borrowing func copy() -> Column {
    var result = Column(capacity: count)
    unsafe result.base.update(from: base, count: count)
    result.count = count
    return result
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    // Twice as much each time, until doubling would take a good part of the machine at once.
    let isLarge = capacity * MemoryLayout<Element>.stride >= 128 << 20
    capacity = max(needed, isLarge ? capacity + capacity / 8 : capacity * 2)
    unsafe base = Self.resized(base, to: capacity)
  }

  /// Makes room by `realloc`, which moves a large block by its page table and copies nothing.
  private static func resized(
    _ base: UnsafeMutablePointer<Element>?, to capacity: Int
  )
    -> UnsafeMutablePointer<Element>
  {
    let bytes = capacity * MemoryLayout<Element>.stride
    guard let memory = unsafe realloc(base, bytes) else {
      preconditionFailure("no memory for \(bytes) bytes")
    }
    if bytes >= 4 * LargePages.size { unsafe LargePages.ask(memory, bytes) }
    return unsafe memory.bindMemory(to: Element.self, capacity: capacity)
  }
}
