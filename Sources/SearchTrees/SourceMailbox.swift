import Groundwork
import Synchronization

/// Through which the explorer and the thread that owns a tree speak: requests and commands one way,
/// slices the other; neither side ever waits for the other.
///
/// `News` is what other threads have to tell the owner.
public final class SourceMailbox<News: Sendable>: Sendable {
  /// A command, and the branch that was on the screen when it was given, if that matters.
  public struct Order: Hashable, Sendable {
    /// What is to be done.
    public var command: SearchCommand
    /// The branch that was on the screen; nil leaves it open.
    public var branch: Int?
  }

  /// What has come since the owner looked last.
  public struct Mail: Sendable {
    /// The commands, in order.
    public var orders: [Order] = []
    /// The newest request.
    public var request: SliceRequest?
    /// The number of the newest request that ever came.
    public var serial = 0
    /// Whether the owner is to end.
    public var isClosing = false
    /// What other threads had to tell.
    public var news: [News] = []

    var isEmpty: Bool { orders.isEmpty && request == nil && !isClosing && news.isEmpty }
  }

  private let mail = Guarded(Mail())
  private let flag = Atomic(false)
  private let slice = Guarded<TreeSlice?>(nil)

  /// Makes an empty mailbox.
  public init() {}

  // MARK: - The explorer's side

  /// Asks for a slice, and returns the number that the answer will carry.
  public func request(_ request: SliceRequest) -> Int {
    post {
      $0.request = request
      $0.serial += 1
      return $0.serial
    }
  }

  /// Gives a command, with the branch that was on the screen then.
  public func send(_ command: SearchCommand, on branch: Int? = nil) {
    post { $0.orders.append(Order(command: command, branch: branch)) }
  }

  /// Tells the owner to end.
  public func close() { post { $0.isClosing = true } }

  /// Returns the newest slice.
  public func latest() -> TreeSlice? { slice.withLock { $0 } }

  /// Tells the owner something.
  public func tell(_ news: News) { post { $0.news.append(news) } }

  /// Changes the mail and wakes the owner.
  ///
  /// The flag is set with the lock held: an owner that woke and did not see it would spin, on the very
  /// core that the sender needs to set it.
  private func post<Result>(_ change: (inout Mail) -> Result) -> Result {
    mail.change {
      flag.store(true, ordering: .releasing)
      return change(&$0)
    }
  }

  // MARK: - The owner's side

  /// Whether there may be mail; costs no lock.
  public var hasMail: Bool { flag.load(ordering: .acquiring) }

  /// Takes the mail out.
  public func take() -> Mail {
    mail.withLock { mail in
      defer { mail = Mail(serial: mail.serial) }
      flag.store(false, ordering: .releasing)
      return mail
    }
  }

  /// Lets the owner look at the mail, and take a part of it, in the middle of something long.
  public func peek<Result>(_ body: (inout Mail) -> Result) -> Result { mail.withLock(body) }

  /// Waits for mail, at most so many seconds if they are given.
  public func wait(seconds: Double? = nil) { mail.wait(seconds: seconds) { !$0.isEmpty } }

  /// Runs the owner's loop: `turn` again and again until it is over, waiting for mail between turns
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
  /// It waits for mail, at most so many seconds if they are given.
  case wait(seconds: Double?)
  /// It has ended.
  case over
}
