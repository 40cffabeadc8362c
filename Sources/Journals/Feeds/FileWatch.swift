import Glibc

/// Sleeps until something may have happened to a file.
///
/// Uses inotify; where that is not to be had, or does not see what another machine writes, it wakes up
/// by itself now and then.
final class FileWatch {
  private let path: String
  private let folder: String
  /// The descriptor of inotify; -1 where there is none.
  private let events: Int32
  /// Whether a change will be seen at once.
  private var isWatched = false

  /// Watches a path, whether or not there is a file yet.
  init(path: String) {
    self.path = path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.dropLast().joined(separator: "/")
    folder = parts.count == 1 ? "." : parent.isEmpty ? "/" : parent
    events = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
  }

  deinit { if events >= 0 { close(events) } }

  /// Sees to it that what happens from here on ends the next wait.
  ///
  /// Call it before each look at the file. It changes nothing where it is the same file: the path may
  /// lead to another one by now, or finally to one. The file itself is watched because of symbolic
  /// links.
  func arm() {
    let changes = UInt32(IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)
    isWatched = unsafe inotify_add_watch(events, path, changes) >= 0
    let arrivals = UInt32(IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
    let isFolderWatched = unsafe inotify_add_watch(events, folder, arrivals) >= 0
    // A file that is there and cannot be watched is looked at ten times a second; one that is not
    // there announces itself in its folder.
    if !isWatched, isFolderWatched { isWatched = unsafe access(path, F_OK) != 0 }
  }

  /// Waits for a change since the watch was armed, for the alarm, or for the time to look again.
  func wait(_ alarm: Alarm) {
    // A hundred looks a second are enough, however often somebody writes.
    var pause = [pollfd(fd: alarm.reading, events: Int16(POLLIN), revents: 0)]
    Descriptors.wait(for: &pause, milliseconds: 10)
    var waits = [pollfd(fd: alarm.reading, events: Int16(POLLIN), revents: 0)]
    if events >= 0 { waits.append(pollfd(fd: events, events: Int16(POLLIN), revents: 0)) }
    Descriptors.wait(for: &waits, milliseconds: isWatched ? 1_000 : 100)
    alarm.reset()
    var block = [UInt8](repeating: 0, count: 16 << 10)
    while events >= 0, case .bytes = Descriptors.read(events, into: &block) {}
  }
}
