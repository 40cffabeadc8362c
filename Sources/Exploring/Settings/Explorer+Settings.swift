import Drawing
import SearchTrees

extension ExplorerState {
  /// The settings as they are now, whether set by a file, by `:set` or by a key of their own.
  public var currentSettings: Settings {
    var now = settings
    for (name, isOn) in [
      (Setting.Name.mouse, hasMouse), (.share, showsShare), (.ids, showsIDs),
      (.inspector, showsInspector),
    ] where now.isOn(name) != isOn {
      _ = now.set(name, to: isOn ? "on" : "off")
    }
    let isASCIIOnly = startGlyphs.repertoire == .ascii && glyphs == startGlyphs
    if !isASCIIOnly, glyphs != usualGlyphs,
      let signs = Setting.Signs.allCases.first(where: { $0.glyphs == glyphs })
    {
      _ = now.set(.signs, to: signs.rawValue)
    }
    now.columns = columns
    return now
  }

  /// The signs that were set, where they can be shown.
  private var chosenSigns: Setting.Signs? { settings[.signs].flatMap(Setting.Signs.init) }

  /// The signs that follow from the settings: an accessible screen has ASCII, or what was chosen and has no
  /// Braille.
  private var usualGlyphs: Glyphs {
    guard isAccessible else { return chosenSigns?.glyphs ?? startGlyphs }
    guard startGlyphs.repertoire == .unicode, let chosenSigns, !chosenSigns.hasBraille else {
      return .ascii
    }
    return chosenSigns.glyphs
  }

  /// Takes settings from a file, before anything is shown.
  ///
  /// A terminal that shows ASCII only keeps its own signs, and one whose mouse was left to it keeps that.
  public mutating func adopt(_ settings: Settings) {
    self.settings = settings
    keys = KeyMap(settings.bindings)
    columns = settings.columns
    for name in Setting.Name.allCases where settings.given[name] != nil { adopt(name) }
  }

  /// Lets a setting take effect on what is shown.
  mutating func adopt(_ name: Setting.Name) {
    switch name {
    // The terminal's business, and what is left out of the next slice.
    case .theme, .mouse, .allow: break
    case .signs:
      if startGlyphs.repertoire == .unicode, chosenSigns != nil { glyphs = usualGlyphs }
    case .share: showsShare = settings.isOn(.share)
    case .ids: showsIDs = settings.isOn(.ids)
    case .inspector:
      showsInspector = settings.isOn(.inspector)
      if !showsInspector { pane = .tree }
    case .accessible:
      isAccessible = settings.isOn(.accessible)
      glyphs = usualGlyphs
    }
  }
}

extension Explorer {
  /// Changes a setting as it was typed; only what was changed takes effect.
  static func set(_ text: String, _ state: inout ExplorerState) -> [Effect] {
    guard !text.isEmpty else {
      let now = state.currentSettings
      let words = Setting.Name.allCases.map { "\($0.rawValue)=\(now[$0] ?? "?")" }
      remark(words.joined(separator: " "), &state)
      return []
    }
    var settings = state.currentSettings
    switch settings.set(typed: text) {
    case .failure(let refusal):
      complain("set: \(refusal.reason)", &state)
      return []
    case .success(let name):
      if name == .signs, state.isAccessible,
        settings[.signs].flatMap(Setting.Signs.init)?.hasBraille == true
      {
        let names = Setting.Signs.allCases.filter { !$0.hasBraille }.map(\.rawValue)
        complain(
          "set: these signs draw in Braille, which an accessible screen does without; there are "
            + names.joined(separator: ", "), &state)
        return []
      }
      state.settings = settings
      // Signs that were chosen by hand are shown even where the locale has none, as with the key.
      if name == .signs, let word = settings[name], let signs = Setting.Signs(rawValue: word) {
        state.glyphs = signs.glyphs
      }
      state.adopt(name)
      remark("\(name.rawValue) is \(settings[name] ?? "")", &state)
      switch name {
      case .theme: return settings[name].flatMap(ThemeName.init).map { [.theme($0)] } ?? []
      case .mouse:
        state.hasMouse = settings.isOn(.mouse)
        return [.mouse(state.hasMouse)]
      default: return []
      }
    }
  }

  /// Asks for the settings that differ from those of the file to be written into it.
  static func keepSettings(_ state: inout ExplorerState) -> [Effect] {
    [.keep(state.currentSettings)]
  }

  /// Returns what can be typed in the place of the last word of `:set`, in the order of the list.
  static func settingCompletions(of text: String) -> [String] {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = Setting.Name(rawValue: trimmed(String(parts[0])))
    if parts.count == 2 || text.hasSuffix(" "), let name {
      let begun = parts.count == 2 ? trimmed(String(parts[1])) : ""
      return Setting.named(name).words.filter { $0.hasPrefix(begun) }
        .map { "\(name.rawValue)=\($0)" }
    }
    let begun = trimmed(text)
    return Setting.Name.allCases.map(\.rawValue).filter { $0.hasPrefix(begun) }.map { $0 + "=" }
  }
}
