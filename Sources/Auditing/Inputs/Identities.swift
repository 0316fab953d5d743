internal import CensusModel
internal import DumpReading
internal import Inventory

extension LoadedDump {
  /// The texts that the records of its identities refer to.
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
