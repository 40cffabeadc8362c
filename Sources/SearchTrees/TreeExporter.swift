/// What is to be written of the tree that is shown, and where.
public struct ExportOrder: Hashable, Sendable {
  /// The name of the form.
  public var form: String
  /// The file, which must not be there yet.
  ///
  /// Untrusted text.
  public var path: String
  /// The condition of the nodes, those on the way to them beside; nil for all.
  ///
  /// Untrusted text.
  public var filter: String?

  /// Asks for a file.
  public init(form: String, path: String, filter: String? = nil) {
    self.form = form
    self.path = path
    self.filter = filter
  }
}

/// Writes trees into files for other programs: whoever owns a tree is handed one.
public struct TreeExporter: Sendable {
  /// A form in which trees are written.
  public struct Form: Hashable, Sendable {
    /// Its name, one word.
    public var name: String
    /// What it is, in a few words.
    public var title: String

    /// Describes a form.
    public init(name: String, title: String) {
      self.name = name
      self.title = title
    }
  }

  /// What became of an order, in words; either may hold untrusted text.
  public enum Outcome: Hashable, Sendable {
    /// The file is there.
    case written(String)
    /// There is no file, or the one that was there is as it was.
    case refused(String)
  }

  /// The forms.
  public let forms: [Form]
  /// Writes the tree that its owner lends, as it is at the moment; it takes as long as it takes.
  public let write: @Sendable (ExportOrder, any TreeFacts, SearchSummary) -> Outcome

  /// Makes an exporter.
  public init(
    forms: [Form], write: @escaping @Sendable (ExportOrder, any TreeFacts, SearchSummary) -> Outcome
  ) {
    self.forms = forms
    self.write = write
  }
}
