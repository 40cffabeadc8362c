import Groundwork

/// Arrays with an element for each node.
extension Array where Element: BitwiseCopyable {
  /// Makes an array of the same element for each of some nodes, in large pages where they are many.
  init(filling count: Int, with element: Element) {
    unsafe self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      let bytes = count * MemoryLayout<Element>.stride
      if bytes >= LargePages.size, let start = buffer.baseAddress {
        unsafe LargePages.ask(start, bytes)
      }
      unsafe buffer.initialize(repeating: element)
      initialized = count
    }
  }
}
