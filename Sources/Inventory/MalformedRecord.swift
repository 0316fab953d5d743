internal import CensusModel
public import DumpReading

/// A record that cannot be placed in the hierarchy (Inputs.md, "Malformed records").
public struct MalformedRecord: Equatable, Sendable {
  /// Where the record stands.
  public var position: RecordPosition
  /// The fault.
  public var reason: Reason

  /// The fault of a record that shows once the whole hierarchy is known.
  public enum Reason: Equatable, Sendable {
    /// A hierarchy node without a name.
    case emptyNodeName
    /// A node whose name has a dot, so that its path cannot be told from a deeper one.
    case dottedNodeName(String)
    /// A customer whose PKID is not 24 hexadecimal digits.
    case customerPKID(String)
    /// A record whose place is empty.
    case emptyPlace
    /// The own path of the node is also that of a different node, stated at `other`.
    case pathOfTwoNodes(path: String, other: RecordPosition)
    /// The PKID of the node is also that of a different node, stated at `other`.
    case pkidOfTwoNodes(pkid: String, other: RecordPosition)
    /// A path that is neither a node's nor that of a node's ancestor.
    case unknownPath(String)
    /// A hierarchy that is neither such a path nor the PKID of a node.
    case unknownHierarchy(String)
    /// A node that hangs, over the PKIDs of others, below itself.
    case hierarchyCycle(String)
  }
}

extension MalformedRecord.Reason: CustomStringConvertible {
  /// The finding, what was expected and what to do, without the position.
  public var description: String {
    switch self {
    case .emptyNodeName, .dottedNodeName, .customerPKID, .emptyPlace:
      ownFault
    case .pathOfTwoNodes(let path, _):
      "the path \(quoted(path)) is given to two different nodes; remove the one that is out of date"
    case .pkidOfTwoNodes(let pkid, _):
      "the pkid \(quoted(pkid)) is given to two different nodes; remove the one that is out of date"
    case .unknownPath(let path):
      "the path \(quoted(path)) is neither a hierarchy node nor an ancestor of one; "
        + "add the dump of its nodes"
    case .unknownHierarchy(let text):
      "the hierarchy \(quoted(text)) is neither a node's path nor a node's pkid; "
        + "add the dump of its nodes"
    case .hierarchyCycle(let text):
      "the hierarchy \(quoted(text)) puts the node below itself; export the nodes again"
    }
  }

  private var ownFault: String {
    switch self {
    case .dottedNodeName(let name):
      "the node name \(quoted(name)) has a dot; a name is one part of a dotted path"
    case .customerPKID(let pkid):
      "the customer's pkid \(quoted(pkid)) is not 24 hexadecimal digits"
    case .emptyPlace:
      "the record's path or hierarchy is empty; it must name a hierarchy node"
    default:
      "the hierarchy node has no name"
    }
  }

  /// A text of a record in quotes, cut if it is long.
  private func quoted(_ text: String) -> String { "\"\(ListedNames.quoted(text))\"" }

  /// Where the other record of a contradiction stands.
  public var other: RecordPosition? {
    switch self {
    case .pathOfTwoNodes(_, let other), .pkidOfTwoNodes(_, let other): other
    default: nil
    }
  }
}
