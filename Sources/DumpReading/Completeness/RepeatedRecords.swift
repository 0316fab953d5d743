/// The records of a model that come more than once in the pages of a dump.
public struct RepeatedRecords: Equatable, Sendable {
  /// A PKID and where it was found.
  public struct Example: Equatable, Sendable {
    /// `meta.pkid`.
    public var pkid: String
    /// The pages with it in reading order: each file, and the `skip` of its page.
    public var pages: [String]
  }

  /// How many records there would be without the repeats.
  public var distinct: Int
  /// How many PKIDs come more than once.
  public var pkidCount: Int
  /// The first of these PKIDs in reading order, a few at most.
  public var examples: [Example]
  /// Groups of pages with the same records in the same order; all groups, in reading order.
  public var identicalPages: [[String]]

  /// The examples that are kept, and the names that are shown of one list.
  static let exampleCountMax = 3
  private static let nameCountMax = 5

  /// One line for the user, to be read after the counts of the model.
  public var description: String {
    let subject = pkidCount == 1 ? "1 PKID comes" : "\(pkidCount) PKIDs come"
    var list = examples.map { "\($0.pkid) on \(Self.list($0.pages))" }
    if pkidCount > list.count { list.append("…") }
    var parts = ["\(subject) more than once: \(list.joined(separator: "; "))"]
    for group in identicalPages.prefix(Self.exampleCountMax) {
      parts.append("\(group.count) identical pages: \(Self.list(group))")
    }
    if identicalPages.count > Self.exampleCountMax {
      parts.append("\(identicalPages.count - Self.exampleCountMax) more groups of identical pages")
    }
    return parts.joined(separator: "; ")
  }

  private static func list(_ names: [String]) -> String {
    let more = names.count - nameCountMax
    return names.prefix(nameCountMax).joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }
}
