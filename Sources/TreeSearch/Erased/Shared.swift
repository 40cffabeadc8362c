/// A value that is reached by one pointer and never changes, so that a call of it copies nothing.
///
/// A rule of unknown type that lies in the search itself is copied at every call, because the compiler
/// cannot know that the call leaves the search alone.
@usableFromInline
final class Shared<Value: Sendable>: Sendable {
  @usableFromInline let value: Value

  @inlinable
  init(_ value: Value) { self.value = value }
}
