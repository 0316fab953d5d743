/// The records below one customer (no nearer customer between), before anything is joined.
struct CustomerInput {
  let node: ReferenceNode
  /// Records of counted models at or below a Site, with a key.
  var records: [ParsedRecord] = []
  var settings: [ParsedRecord] = []
  var sites = 0
  var aboveSiteLevel = 0
  var emptyKeys = 0

  init(_ node: ReferenceNode) {
    self.node = node
  }

  func records(of model: String) -> [ParsedRecord] {
    records.filter { $0.shape.model == model }
  }
}
