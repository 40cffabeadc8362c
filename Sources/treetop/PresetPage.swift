import Drawing
import Environments
import Groundwork
import Presets
import TreeSearch

/// All that is to be said of a preset, in lines of at most 80 columns.
struct PresetPage {
  private let preset: Preset

  init(_ preset: Preset) { self.preset = preset }

  /// All presets by their groups, one a line.
  static var list: [String] {
    var groups: [Preset.Group] = []
    for preset in Preset.all where !groups.contains(preset.group) { groups.append(preset.group) }
    let width = (Preset.all.map(\.name.count).max() ?? 0) + 2
    let blocks = groups.map { group in
      [group.title]
        + Preset.all.filter { $0.group == group }.map { preset in
          "  " + preset.name.padded(to: width) + preset.title + remark(on: preset.label)
        }
    }
    return blocks.flatMap { $0 + [""] } + ["treetop presets NAME tells all of one."]
  }

  /// The lines of the page.
  var lines: [String] {
    var lines = wrapped("\(preset.name): \(preset.title)") + wrapped(preset.source)
    lines += wrapped(preset.label.words)
    if let point = preset.point {
      lines += section("What it shows", [point.words]) + ["  treetop " + point.command]
    }
    lines += section("Selection", ["score = " + preset.formula] + preset.selectionRules)
    lines += section("Growth", [preset.growth])
    lines += ["", "Options, each given as --set NAME=VALUE"] + preset.options.flatMap(option)
    if !preset.departures.isEmpty {
      lines += ["", "Other than its source"]
      lines += preset.departures.flatMap { departure in
        wrapped("\(departure.what): \(departure.reason)", indent: 4).enumerated().map {
          $0 == 0 ? "  - " + $1.dropFirst(4) : $1
        }
      }
    }
    let kinds = preset.problems.map(\.name).joined(separator: ", ")
    return lines
      + section("Problems", [kinds, "\(preset.firstProblem) where none is named"])
  }

  private func option(_ option: PresetOption) -> [String] {
    ["  " + option.name] + wrapped(option.help, indent: 6)
      + wrapped("accepted: \(option.accepted.words)", indent: 6)
      + wrapped("usual: \(option.usual)", indent: 6)
  }

  private func section(_ title: String, _ texts: [String]) -> [String] {
    ["", title] + texts.flatMap { wrapped($0, indent: 2) }
  }

  private func wrapped(_ text: String, indent: Int = 0) -> [String] {
    SafeText.lines(of: text, width: 80 - indent).map {
      "".padded(to: indent) + $0.plain
    }
  }

  /// What of a label has room behind a title: nothing where there is nothing to say.
  private static func remark(on label: Preset.Label) -> String {
    switch label {
    case .genuine: ""
    case .standIn: " (stand-in)"
    case .reading: " (reading)"
    }
  }
}
