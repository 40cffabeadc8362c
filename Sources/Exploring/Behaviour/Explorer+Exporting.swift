import Groundwork
import SearchTrees

/// Writing what is shown for other programs.
extension Explorer {
  /// Carries out what was typed after `:export`: a form, and the file that is written.
  static func export(typed text: String, _ state: inout ExplorerState) -> [Effect] {
    let forms = state.slice.summary.abilities.exportForms
    if let refusal = exportRefusal(text, forms) {
      complain("export: \(refusal)", &state)
      return []
    }
    let (form, file) = exportWords(text)
    remark("exporting to \(file)", &state)
    return [.send(.export(ExportOrder(form: form, path: file, filter: state.request.filter)))]
  }

  /// Returns why what was typed after `:export` means nothing; nil where it does.
  static func exportRefusal(_ text: String, _ forms: [TreeExporter.Form]) -> String? {
    let (form, file) = exportWords(text)
    let names = forms.map(\.name)
    guard names.contains(form) else {
      let near = EditDistance.nearest(to: form, among: names).map { "did you mean \($0)? " } ?? ""
      return "there is no form \"\(form)\"; \(near)accepted are " + names.joined(separator: ", ")
    }
    return file.isEmpty ? "a file is missing: export \(form) FILE" : nil
  }

  private static func exportWords(_ text: String) -> (form: String, file: String) {
    let words = text.split(separator: " ", maxSplits: 1).map { trimmed(String($0)) }
    return (words.first ?? "", words.count > 1 ? words[1] : "")
  }
}
