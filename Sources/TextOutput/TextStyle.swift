/// How text is shown: in colours or without, and how wide.
public struct TextStyle: Equatable, Sendable {
  /// The role of a piece of text.
  public enum Role: Sendable {
    /// A head of a table or a section.
    case heading
    /// Something that is more than before.
    case more
    /// Something that is less than before.
    case less
    /// The reason why a run stops.
    case error
    /// A remark that the user should read.
    case warning
    /// A way out for the user.
    case hint
  }

  /// Columns of the terminal; nil where there is none, and nothing is cut or wrapped.
  public var width: Int?
  /// True if there are colours.
  public var isColoured: Bool

  /// A style; without anything that of a file.
  public init(width: Int? = nil, isColoured: Bool = false) {
    self.width = width
    self.isColoured = isColoured
  }

  /// The columns that lines may have: those of the terminal, 40 at least.
  package var lineWidth: Int? { width.map { max($0, 40) } }

  /// A text in the colour of its role.
  public func shown(_ text: String, as role: Role?) -> String {
    guard isColoured, let role, !text.isEmpty else { return text }
    return "\u{1B}[\(Self.code(of: role))m\(text)\u{1B}[0m"
  }

  /// Select Graphic Rendition (ECMA-48): bold, and the first eight colours, which themes adapt.
  private static func code(of role: Role) -> String {
    switch role {
    case .heading: "1"
    // Numbers are costs: an increase is not good, and a decrease is not an error.
    case .more: "33"
    case .less: "36"
    case .error: "1;31"
    case .warning: "1;33"
    case .hint: "1;36"
    }
  }
}
