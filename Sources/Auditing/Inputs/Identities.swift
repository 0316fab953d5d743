internal import CensusModel
internal import DumpReading
internal import Inventory

extension Inventory {
  /// Finds the lines of all records that identities name; each file of the dump is read once more.
  mutating func findLines(in contents: DumpContents) throws(Failure) {
    var positions: [RecordPosition] = []
    forEachSource { positions.append(RecordPosition(file: Int($0.file), byte: $0.column)) }
    let places = try mapping(Failure.init) { () throws(DumpError) in
      try contents.places(of: positions)
    }
    var next = 0
    forEachSource { source in
      source.line = UInt32(clamping: places[next].line)
      source.column = places[next].column
      next += 1
    }
  }
}

extension LoadedDump {
  /// What the records that its identities name refer to.
  var identityContext: IdentityContext {
    var context = IdentityContext()
    context.models = Role.allCases.map {
      profile.content.modelTypes(of: $0).joined(separator: " | ")
    }
    context.files = contents.files.map(\.name) + exportElements
    context.places = inventory.places
    context.products = inventory.products
    return context
  }
}
