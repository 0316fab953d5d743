internal import CensusModel
internal import ColumnFile
internal import Report

/// The surroundings that an explanation of a person needs.
struct PersonSurroundings {
  /// Device names of the user that name no phone.
  var unknownDevices: [String] = []
  /// By device name, the other users who have the device.
  var sharers: [ExactText: [String]] = [:]
}

/// Takes what is explained, one thing after the other.
protocol ExplanationWriting {
  /// Where what is added comes from.
  var input: NamedInput { get set }
  var isEmpty: Bool { get }
  /// All of it, without a last line end.
  var text: String { get }

  /// Explains a person.
  mutating func add(_ person: NamedPerson, _ surroundings: PersonSurroundings)

  /// Explains a phone that belongs to persons.
  ///
  /// - Parameter strangers: its owners who are not users of the customer.
  mutating func add(_ name: String, of owners: [NamedPerson], strangers: [String])

  /// Explains a phone without an owner.
  mutating func add(_ device: NamedDevice, strangers: [String])

  /// Explains a row in a sentence.
  mutating func add(_ row: IdentityRow, _ kind: ListRow.Kind, counts: Bool, _ sentence: String)
}
