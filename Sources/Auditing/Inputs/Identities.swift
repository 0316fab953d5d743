internal import CensusModel
internal import DumpReading
internal import Inventory

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
