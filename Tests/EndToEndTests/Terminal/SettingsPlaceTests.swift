import Glibc
import Testing

extension TerminalTests {
  /// The file of settings, as the program finds and writes it.
  @Suite struct SettingsPlaceTests {
    /// A folder of settings with a file of these.
    private func folder(_ text: String) -> TemporaryFolder {
      let folder = TemporaryFolder()
      mkdir(folder.path + "/treetop", 0o755)
      #expect(TextFile.write(text, to: folder.path + "/treetop/config"))
      return folder
    }

    @Test func `settings of the file hold from the first picture on`() throws {
      let folder = folder("theme = dark\nkey ^N = help\n")
      let treetop = try Treetop(environment: ["XDG_CONFIG_HOME": folder.path])
      try treetop.pause()
      #expect(!treetop.record.colours.isEmpty)
      treetop.type("\u{E}")
      try treetop.expect("Words on this screen")
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test func `a line that cannot be read is said with its number, and the program begins`() throws
    {
      let folder = folder("ids = on\ntheme = drak\n")
      let treetop = try Treetop(
        ["search", "connect-four", "--paused"], width: 200,
        environment: ["XDG_CONFIG_HOME": folder.path])
      try treetop.expect("config:2: theme takes no \"drak\": did you mean dark?")
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
    }

    @Test func `what is set is kept in a new file where there is none, and not unasked`() throws {
      let treetop = try Treetop(["search", "connect-four", "--paused"], width: 120)
      try treetop.expect("help")
      treetop.type(":set noshare\r")
      try treetop.expect("share is off")
      #expect(treetop.home.names(in: ".config").isEmpty)
      treetop.type(":keep-settings\r")
      try treetop.expect("kept in")
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      let kept = TextFile.read(treetop.home.path + "/.config/treetop/config")
      #expect(kept == "share = off\n")
      #expect(treetop.home.names(in: ".config/treetop") == ["config"])
    }

    @Test func `the settings in force are printed as a file, and a fault beside them`() throws {
      let folder = folder("theme = light\nkey ^N = goto-note\nnonsense\n")
      let ending = try Program.start(
        ["--print-config"], by: ["/usr/bin/env", "XDG_CONFIG_HOME=\(folder.path)"]
      ).end()
      #expect(ending.status == 1)
      #expect(ending.output.contains("\ntheme = light\n"))
      #expect(ending.output.contains("\nkey ^N = goto-note\nkey g a = goto-note\n"))
      #expect(ending.error.contains("config:3: expected NAME = VALUE"))
    }
  }
}
