import Glibc

/// What memory the machine can still give to this process, and what the process has taken.
///
/// A process that takes more is killed by the system, or is refused the memory and traps: either way
/// what it has worked out is lost. So whatever grows without end asks here how far it may.
public struct SystemMemory: Sendable {
  /// Where the system says what there is; other folders in tests.
  private let processes: String
  private let groups: String

  /// Looks at this machine, or at folders that are laid out as its `/proc` and `/sys/fs/cgroup` are.
  public init(processes: String = "/proc", groups: String = "/sys/fs/cgroup") {
    self.processes = processes
    self.groups = groups
  }

  // MARK: - What is free

  /// The bytes that can be had: what the machine can give without swapping, or what the process's
  /// control group (version 1 or 2) or its limits leave of it, whichever is least; nil where the system
  /// says nothing.
  public var free: Int? {
    [machine, group, addressSpace].compactMap { $0 }.min()
  }

  private var machine: Int? {
    number("MemAvailable:", in: processes + "/meminfo").map { $0 << 10 }
  }

  /// What the limit of the address space (`ulimit -v`) leaves; nil without one.
  private var addressSpace: Int? {
    addressSpaceLimit.map { max(0, $0 - (pages?.all ?? 0)) }
  }

  private var addressSpaceLimit: Int? {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }

  /// What the tightest of the control groups leaves that the process is in; nil without a limit.
  ///
  /// A process is in a group, in the group around it, and so on. Within a container the paths
  /// are those of the world outside, and the folders begin at the container's own group: so every
  /// folder on the way that is there is looked at.
  private var group: Int? {
    var least: Int?
    for line in lines(of: processes + "/self/cgroup") {
      // `0::/user.slice` is version 2, `4:memory:/user.slice` version 1.
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let isFirst = fields[1].split(separator: ",").contains("memory")
      guard isFirst || fields[1].isEmpty else { continue }
      var path = Substring(fields[2])
      while true {
        let folder = groups + (isFirst ? "/memory" : "") + path
        let left = isFirst ? leftInFirst(folder) : leftInSecond(folder)
        if let left { least = min(least ?? left, left) }
        guard let cut = path.lastIndex(of: "/") else { break }
        path = path[..<cut]
      }
    }
    return least
  }

  private func leftInSecond(_ folder: String) -> Int? {
    guard let limit = lines(of: folder + "/memory.max").first.flatMap({ Int($0) }) else {
      return nil
    }
    let used = lines(of: folder + "/memory.current").first.flatMap { Int($0) } ?? 0
    return left(of: limit, used, cached: ["inactive_file", "active_file"], in: folder)
  }

  private func leftInFirst(_ folder: String) -> Int? {
    guard let limit = lines(of: folder + "/memory.limit_in_bytes").first.flatMap({ Int($0) })
    else { return nil }
    let used = lines(of: folder + "/memory.usage_in_bytes").first.flatMap { Int($0) } ?? 0
    return left(
      of: limit, used, cached: ["total_inactive_file", "total_active_file"], in: folder)
  }

  /// Pages of files that a group has read are given up for others.
  private func left(of limit: Int, _ used: Int, cached: [String], in folder: String) -> Int {
    let cache = cached.reduce(0) { $0 + (number($1, in: folder + "/memory.stat") ?? 0) }
    return max(0, limit - max(0, used - cache))
  }

  // MARK: - What is taken

  /// The bytes that the process has taken for itself, files that it looks at left out; where its
  /// address space is limited, the whole of that; nil where the system says nothing.
  public var taken: Int? {
    guard let pages else { return nil }
    return addressSpaceLimit == nil ? pages.own : pages.all
  }

  /// Bytes of address space, and those in memory that belong to no file.
  private var pages: (all: Int, own: Int)? {
    let numbers = lines(of: processes + "/self/statm").first?.split(separator: " ")
      .prefix(3).compactMap { Int($0) }
    guard let numbers, numbers.count == 3 else { return nil }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    return (numbers[0] * page, max(0, numbers[1] - numbers[2]) * page)
  }

  // MARK: - Reading

  /// The number behind a word at the beginning of a line.
  private func number(_ word: String, in path: String) -> Int? {
    for line in lines(of: path) {
      let fields = line.split(separator: " ")
      if fields.count > 1, fields[0] == word { return Int(fields[1]) }
    }
    return nil
  }

  /// The lines of a small file; none where it cannot be read.
  private func lines(of path: String) -> [Substring] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(descriptor, buffer.baseAddress, buffer.count)
    }
    guard count > 0 else { return [] }
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
  }
}
