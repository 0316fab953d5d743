/// The numbers that a REST list page gives of itself, and how many records it has.
struct Page: Equatable {
  /// `meta.model_type`, or else the model type of its first record that has one.
  var modelType: [UInt8] = []
  /// Its records, malformed ones included.
  var readCount = 0
  /// `pagination`, if it is there and can be read.
  var pagination: Pagination?
  /// Its structure broke before its end.
  var isBroken = false
  /// Its bytes in the content, as far as they were read.
  var range = 0..<0
}

/// The numbers of a page that matter (Inputs.md, form 2).
struct Pagination: Equatable {
  var skip: Int
  var total: Int

  /// The number of the platform where it does not know how many there are.
  static let unknownTotal = 999_999_999
}
