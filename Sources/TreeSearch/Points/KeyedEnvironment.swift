/// An environment whose states are whole things that can be judged as they are: designs, programs, texts.
///
/// An action is an edit: it leads from a thing to another thing, packed into an ``ActionCode``. The depth
/// of a node is the revision of its thing.
public protocol KeyedEnvironment: Environment {
  /// Returns what a thing is known by: equal for equal things, whatever edits led to them; different for
  /// different ones.
  ///
  /// Empty for a state in which there is no thing yet. May hold untrusted text.
  func key(of state: State) -> String

  /// Returns the key of the thing that the thing of a state was made of, and the edit that made it, as far
  /// as the state remembers; nil at the root.
  func origin(of state: State) -> (key: String, edit: ActionCode)?
}
