import Groundwork
import SearchTrees

/// What is said of servers in few words.
enum ServerFacts {
  /// From what width of the screen on each server has all its numbers in the first row.
  private static let wideScreen = 150
  /// From how many seconds of silence on it is said.
  static let longSilence = 2.0

  /// Returns a text for each server, and one for what all cost where there is no room for more; none for one
  /// that was asked nothing.
  static func texts(_ servers: [ModelServer], isRunning: Bool, _ width: Int) -> [String] {
    let asked = servers.filter { $0.use.asked > 0 }
    var texts = asked.map { server in
      let use = server.use
      // What is said is at least as long ago as that.
      if let silence = use.silence, silence >= longSilence, isRunning {
        return "\(server.name) silent \(Int(silence)) s"
      }
      var words = ["\(server.name) \(NumberText.grouped(use.asked)) asked"]
      if use.waiting > 0 { words.append("\(use.waiting) open") }
      if width >= wideScreen {
        if let rate = use.rate, isRunning { words.append("\(NumberText.compact(rate)) tok/s") }
        if let spent = server.spent { words.append(ModelServer.moneyText(spent)) }
      }
      return words.joined(separator: " ")
    }
    if width < wideScreen, !asked.isEmpty, let spent = sum(asked) {
      texts.append(ModelServer.moneyText(spent))
    }
    return texts
  }

  /// What all of them cost together; nil where one has no price.
  private static func sum(_ servers: [ModelServer]) -> Double? {
    let spent = servers.compactMap(\.spent)
    return spent.count == servers.count ? spent.reduce(0, +) : nil
  }
}
