/// The ways in which one record of an otherwise good dump can be malformed (Inputs.md).
public enum MalformedKind: String, CaseIterable, Sendable {
  /// A number where a reference is expected.
  case numberInReference
  /// An array where one reference is expected.
  case arrayInReference
  /// A boolean where a reference is expected.
  case boolInReference
  /// A number as `value` of a reference object.
  case numberInsideReference
  /// A string that spells no boolean.
  case unknownBoolean
  /// A number where a boolean is expected.
  case numberAsBoolean
  /// `associatedDevices` as a string.
  case stringAsDevices
  /// A number among a user's devices.
  case numberAmongDevices
  /// Neither path nor hierarchy.
  case noPath
  /// A path of no node, and above none.
  case unknownPath
  /// A hierarchy pkid that no node has.
  case unknownPKID
  /// A second node with the path of another but another pkid.
  case pathOfTwoNodes
  /// A second node with the pkid of another.
  case pkidOfTwoNodes
  /// A node name with a dot.
  case dottedNodeName
  /// A customer whose pkid is not 24 hexadecimal digits.
  case customerPKID
  /// JSON with a comma too many.
  case brokenJSON
  /// A record that ends in the middle.
  case cutOff
  /// A byte that is not UTF-8 in a key field.
  case badUTF8
  /// `\ud800` alone in a key field.
  case loneSurrogate
  /// Nested far deeper than 64.
  case tooDeep
}
