/// A customer to be filled with users, phones and accounts.
struct CustomerPlan {
  var index: Int
  var node: ProviderPlan.Node
  /// Users of the call manager.
  var size: Int
  var sites: [ProviderPlan.Node]
  /// A node that is not a site, though its type sounds like one.
  var linkedSite: ProviderPlan.Node?
  var services: Services

  /// A mail domain of its own, under a suffix that no one can register.
  var domain: String {
    String(node.name.lowercased().map { $0 == " " ? "-" : $0 }) + ".example"
  }

  /// How many users sit at a site: evenly, the first ones taking what is left.
  func size(ofSite number: Int) -> Int {
    size / sites.count + (number < size % sites.count ? 1 : 0)
  }
}
