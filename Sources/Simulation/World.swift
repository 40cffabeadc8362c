import Drawing
import Exploring
import Groundwork
import Journals
import SearchTrees
import TreeSearch

/// Everything that takes turns in a schedule.
final class World {
  /// Who takes turns.
  enum Actor: CaseIterable {
    case writer, feed, owner, saver, explorer, person, clock
  }

  var dice: Dice
  let kind: Schedule.Kind
  let time: SimulatedTime
  let source: WatchedSource
  let owner: any Owner
  let peer: any Peer
  let loop: ExplorerLoop
  let files: SavedFiles
  private let isWoken: Guarded<Bool>
  /// How often each actor gets its turn, compared with the others.
  private var weights: [Actor: Int] = [:]
  /// When an actor that waits goes on by itself; infinity where it does not.
  private var dues: [Actor: Double] = [:]
  private var keys: [InputEvent] = []
  private var typed: [InputEvent] = []
  private var hasLeft = false
  /// How many of the bytes that were read have been compared with what was written.
  var compared = 0

  init(_ kind: Schedule.Kind, seed: UInt64, folder: String) throws(Wrong) {
    var dice = Dice(seed: seed)
    self.kind = kind
    time = SimulatedTime(tick: dice.pick([1e-6, 1e-5, 3e-4, 3e-3]))
    let isWoken = Guarded(false)
    self.isWoken = isWoken
    let wake: @Sendable () -> Void = { isWoken.withLock { $0 = true } }
    switch kind {
    case .follow:
      let followed = try FollowedPeer(&dice)
      peer = followed
      let owner = RecordedOwner(followed.feed, .followed, time, wake: wake)
      followed.begin { owner.channel.notify(()) }
      self.owner = owner
    case .attach:
      let attached = AttachedPeer(&dice)
      peer = attached
      let owner = RecordedOwner(attached.feed, .program, time, wake: wake)
      attached.begin { owner.channel.notify(()) }
      self.owner = owner
    case .live:
      peer = NoPeer()
      owner = try LiveOwner(&dice, time, wake: wake)
    }
    source = WatchedSource(owner, folder: folder)
    loop = ExplorerLoop(
      source, terminal: SimulatedTerminal(), glyphs: .ascii, time: time,
      freeName: { JournalFile.freeName(like: folder + "/" + $0) })
    for actor in Actor.allCases { weights[actor] = dice.pick([1, 2, 4, 16]) }
    keys = Keys.some(for: kind, folder: folder, &dice)
    files = SavedFiles(folder: folder, isUsed: Keys.save(keys))
    self.dice = dice
    // Not strongly: the loop holds the source.
    unsafe source.place = { [weak loop] node in
      guard let row = loop?.state.cursorRow, row.id == node else { return nil }
      return node == .root ? 0 : Int(row.label.dropFirst())
    }
  }

  // MARK: - Turns

  func run(_ turn: inout Int) throws(Wrong) {
    loop.begin()
    let length = 20 + dice.below(200)
    while turn < length, !hasLeft {
      guard let actor = choose(among: Actor.allCases) else { break }
      turn += 1
      try act(actor)
    }
    try rest(&turn)
    if !hasLeft { try checkAtRest() }
    try leave(&turn)
  }

  private func choose(among actors: [Actor]) -> Actor? {
    let able = actors.filter(canAct)
    var place = dice.below(able.reduce(0) { $0 + (weights[$1] ?? 1) })
    for actor in able {
      place -= weights[actor] ?? 1
      if place < 0 { return actor }
    }
    return nil
  }

  private func canAct(_ actor: Actor) -> Bool {
    let isDue = dues[actor].map { $0 <= time.now } ?? true
    return switch actor {
    case .writer: !peer.isWriterDone
    case .feed: !peer.isOver && (isDue || peer.isFeedReady)
    case .owner: !owner.isOver && (isDue || owner.hasMessages)
    case .saver: owner.hasSave
    case .explorer: !hasLeft && (isDue || !typed.isEmpty || isWoken.withLock { $0 })
    case .person: !hasLeft && !keys.isEmpty
    case .clock: dues.values.contains { $0 < .infinity }
    }
  }

  private func act(_ actor: Actor) throws(Wrong) {
    switch actor {
    case .writer: peer.write(&dice)
    case .feed: wait(actor, peer.goOn())
    case .owner: wait(actor, owner.turn())
    case .saver: owner.save()
    case .explorer: explore()
    case .person: typed.append(keys.removeFirst())
    case .clock: time.advance(to: dues.values.filter { $0 > time.now && $0 < .infinity }.min() ?? 0)
    }
    try check()
  }

  private func wait(_ actor: Actor, _ turn: OwnerTurn) {
    switch turn {
    case .goOn: dues[actor] = nil
    case .wait(let seconds): dues[actor] = seconds.map { time.now + $0 } ?? .infinity
    case .over: dues[actor] = .infinity
    }
  }

  private func explore() {
    var events = typed
    typed = []
    let hasWoken = isWoken.withLock { isWoken in
      defer { isWoken = false }
      return isWoken
    }
    // The terminal delivers keys and the wake-up by a slice in either order.
    if hasWoken { events.insert(.wake, at: dice.once(in: 2) ? 0 : events.count) }
    for event in events where !hasLeft { hasLeft = loop.handle(event) != nil }
    guard !hasLeft else {
      dues[.explorer] = .infinity
      return
    }
    loop.finishTurn(hasEvents: !events.isEmpty)
    dues[.explorer] = loop.timeout().map { time.now + Double($0) / 1000 } ?? .infinity
  }

  // MARK: - The end

  /// Lets everything go on that does so by itself, until nothing does.
  private func rest(_ turn: inout Int) throws(Wrong) {
    peer.settle(&dice)
    if kind == .live {
      // What is typed already may begin it once more.
      if !hasLeft { explore() }
      source.send(.pause)
    }
    let others = Actor.allCases.filter { $0 != .person && $0 != .clock }
    var rounds = 0
    let end = turn + 20_000
    while true {
      while let actor = choose(among: others) {
        turn += 1
        guard turn < end else {
          throw Wrong(reason: "it never comes to rest")
        }
        try act(actor)
      }
      // What only time brings, such as a recording that plays, or the watch that looks again by itself.
      guard dues.values.contains(where: { $0 < .infinity }) || rounds < 3 else { return }
      rounds += 1
      guard rounds < 1_000 else { throw Wrong(reason: "it never comes to rest") }
      peer.look()
      let next = dues.values.filter { $0 < .infinity }.max() ?? 0
      time.advance(to: max(next, time.now + 1))
    }
  }

  /// Leaves, however busy it is, and sees to it that this takes a few turns only.
  private func leave(_ turn: inout Int) throws(Wrong) {
    if !hasLeft {
      hasLeft = loop.handle(.key(Key("Q"))) != nil
      // A line or a question may be on the screen.
      if !hasLeft { hasLeft = loop.handle(.signal(.terminate)) != nil }
    }
    guard hasLeft else { throw Wrong(reason: "it cannot be left") }
    owner.close()
    for _ in 0..<20 {
      turn += 1
      if !owner.isOver { _ = owner.turn() }
      if owner.hasSave { owner.save() }
    }
    guard owner.isOver, !owner.hasSave else { throw Wrong(reason: "leaving takes long") }
    peer.close()
    try files.check(source.orders)
    try files.finish()
  }
}
