import Foundation
import Testing

@testable import Groundwork

/// What is free is what the machine and every control group around the process leave, of either version.
@Suite struct SystemMemoryTests {
  /// A machine whose `/proc` and `/sys/fs/cgroup` hold these files.
  private final class Machine {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-memory-\(UUID().uuidString)")

    init(_ files: [String: String]) throws {
      for (path, text) in files {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var memory: SystemMemory {
      SystemMemory(processes: folder.path + "/proc", groups: folder.path + "/groups")
    }
  }

  private static let machine = [
    "proc/meminfo": "MemTotal: 9000000 kB\nMemFree: 100 kB\nMemAvailable:    4000000 kB\n"
  ]
  private static let free = 4_000_000 << 10

  private func free(_ files: [String: String]) throws -> Int? {
    let machine = try Machine(Self.machine.merging(files) { $1 })
    return machine.memory.free
  }

  @Test func `without a group it is what the machine can give`() throws {
    #expect(try free([:]) == Self.free)
    #expect(try free(["proc/self/cgroup": "0::/\n"]) == Self.free)
    #expect(
      try free(["proc/self/cgroup": "0::/a\n", "groups/a/memory.max": "max\n"]) == Self.free)
    #expect(try Machine([:]).memory.free == nil)
  }

  @Test func `the limit of a group of version 2 counts, less what is taken of it`() throws {
    let group = ["proc/self/cgroup": "0::/a/b\n", "groups/a/b/memory.max": "943718400\n"]
    #expect(try free(group) == 943_718_400)
    let used = group.merging(["groups/a/b/memory.current": "300000000\n"]) { $1 }
    #expect(try free(used) == 643_718_400)
    // Pages of files are given up for others.
    let cached = used.merging([
      "groups/a/b/memory.stat": "anon 1\ninactive_file 150000000\nactive_file 50000000\n"
    ]) { $1 }
    #expect(try free(cached) == 843_718_400)
    #expect(
      try free(used.merging(["groups/a/b/memory.current": "990000000\n"]) { $1 }) == 0)
  }

  @Test func `the tightest of the groups around the process counts`() throws {
    let groups = [
      "proc/self/cgroup": "0::/a/b/c\n", "groups/a/memory.max": "500000000\n",
      "groups/a/b/memory.max": "max\n", "groups/a/b/c/memory.max": "800000000\n",
    ]
    #expect(try free(groups) == 500_000_000)
    // Within a container the folders begin at its own group, whatever the path says.
    let container = ["proc/self/cgroup": "0::/../x\n", "groups/memory.max": "700000000\n"]
    #expect(try free(container) == 700_000_000)
  }

  @Test func `a group of version 1 counts as one of version 2 does`() throws {
    let group = [
      "proc/self/cgroup": "5:cpu,cpuacct:/x\n4:memory:/docker/1\n1:name=systemd:/x\n",
      "groups/memory/docker/1/memory.limit_in_bytes": "900000000\n",
      "groups/memory/docker/1/memory.usage_in_bytes": "100000000\n",
      "groups/memory/docker/1/memory.stat": "total_inactive_file 40000000\n",
      "groups/memory/memory.limit_in_bytes": "9223372036854771712\n",
    ]
    #expect(try free(group) == 840_000_000)
  }

  @Test func `this machine says what it has, and what the process has taken`() throws {
    let memory = SystemMemory()
    #expect(try #require(memory.free) > 1 << 20)
    let before = try #require(memory.taken)
    var bytes = [UInt8](repeating: 1, count: 64 << 20)
    bytes[5] = 2
    #expect(try #require(memory.taken) - before > 32 << 20)
    #expect(bytes[5] == 2)
  }

  @Test func `an allowance is used up when what is counted or what the process took reaches it`() {
    var given = MemoryAllowance(bytes: 1000)
    let isUsedUp = [999, 1000].map { given.isUsedUp(counted: $0) }
    #expect(isUsedUp == [false, true])
    #expect(given.allows(100, counted: 899) && !given.allows(100, counted: 900))
    var usual = MemoryAllowance()
    let isAllUsedUp = [0, usual.bytes].map { usual.isUsedUp(counted: $0) }
    #expect(usual.bytes > 1 << 20 && isAllUsedUp == [false, true])
    #expect(!usual.allows(usual.bytes, counted: 0))
  }
}
