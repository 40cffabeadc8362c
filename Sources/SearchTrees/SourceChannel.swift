import Groundwork
import Synchronization

/// Through which the explorer and the thread that owns a tree speak: requests and commands one way,
/// slices the other; neither side ever waits for the other.
///
/// `Notification` is what other threads notify the owner of.
public final class SourceChannel<Notification: Sendable>: Sendable {
  /// A command, and the branch that was on the screen when it was given, if that matters.
  public struct Order: Hashable, Sendable {
    /// What is to be done.
    public var command: SearchCommand
    /// The branch that was on the screen; nil leaves it open.
    public var branch: Int?
  }

  /// What has come since the owner looked last.
  public struct Messages: Sendable {
    /// The commands, in order.
    public var orders: [Order] = []
    /// The newest request.
    public var request: SliceRequest?
    /// The number of the newest request that ever came.
    public var serial = 0
    /// Whether the owner is to end.
    public var isClosing = false
    /// What other threads notify the owner of.
    public var notifications: [Notification] = []
    /// Whether the owner is only to go on with what it waits for.
    var isNudged = false

    var isEmpty: Bool { isOnlyNudged && !isNudged }
    /// Whether there is nothing to carry out and nothing to answer.
    public var isOnlyNudged: Bool {
      orders.isEmpty && request == nil && !isClosing && notifications.isEmpty
    }
  }

  private let messages = Guarded(Messages())
  private let flag = Atomic(false)
  private let slice = Guarded<TreeSlice?>(nil)

  /// Makes an empty channel.
  public init() {}

  // MARK: - The explorer's side

  /// Asks for a slice, and returns the number that the answer will carry.
  public func request(_ request: SliceRequest) -> Int {
    update {
      $0.request = request
      $0.serial += 1
      return $0.serial
    }
  }

  /// Gives a command, with the branch that was on the screen then.
  public func send(_ command: SearchCommand, on branch: Int? = nil) {
    update { $0.orders.append(Order(command: command, branch: branch)) }
  }

  /// Tells the owner to end.
  public func close() { update { $0.isClosing = true } }

  /// Returns the newest slice.
  public func latest() -> TreeSlice? { slice.withLock { $0 } }

  /// Notifies the owner.
  public func notify(_ notification: Notification) {
    update { $0.notifications.append(notification) }
  }

  /// Wakes the owner to go on with what it waits for.
  public func nudge() { update { $0.isNudged = true } }

  /// Changes the messages and wakes the owner.
  ///
  /// The flag is set with the lock held: an owner that woke and did not see it would spin, on the very
  /// core that the sender needs to set it.
  private func update<Result>(_ change: (inout Messages) -> Result) -> Result {
    messages.change {
      flag.store(true, ordering: .releasing)
      return change(&$0)
    }
  }

  // MARK: - The owner's side

  /// Whether there may be messages; costs no lock.
  public var hasMessages: Bool { flag.load(ordering: .acquiring) }

  /// Takes the messages out.
  public func take() -> Messages {
    messages.withLock { messages in
      defer { messages = Messages(serial: messages.serial) }
      flag.store(false, ordering: .releasing)
      return messages
    }
  }

  /// Lets the owner look at the messages, and take a part of them, in the middle of something long.
  public func peek<Result>(_ body: (inout Messages) -> Result) -> Result { messages.withLock(body) }

  /// Waits for messages, at most so many seconds if they are given.
  public func wait(seconds: Double? = nil) { messages.wait(seconds: seconds) { !$0.isEmpty } }

  /// Runs the owner's loop: `turn` again and again until it is over, waiting for messages between turns
  /// where it says so.
  public func run(_ turn: () -> OwnerTurn) {
    while true {
      switch turn() {
      case .goOn: break
      case .wait(let seconds): wait(seconds: seconds)
      case .over: return
      }
    }
  }

  /// Leaves a slice for the explorer.
  ///
  /// The numbers of slices never fall: a slice answers the newest request that its owner knows.
  public func leave(_ newest: TreeSlice) {
    slice.withLock { slice in
      assert(slice.map { $0.serial <= newest.serial } ?? true, "slices are left in their order")
      slice = newest
    }
  }
}

/// What the owner of a tree has to do next.
public enum OwnerTurn: Hashable, Sendable {
  /// It has more to do at once.
  case goOn
  /// It waits for messages, at most so many seconds if they are given.
  case wait(seconds: Double?)
  /// It has ended.
  case over
}
