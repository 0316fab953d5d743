import TestSupport

/// A cluster with one customer, one site and users who own a phone each, as a dump.
struct Cluster {
  var name: String
  var provider = "PRV"
  var providerPKID: String
  var customerPKID: String
  var userCount = 6
  /// How many of the phones there are.
  var phoneCount: Int?
  /// Further records.
  var more = ""

  /// A PKID that ends in these digits.
  static func pkid(_ digits: String) -> String {
    String(repeating: "0", count: 24 - digits.count) + digits
  }

  static func node(_ name: String, _ type: String, _ path: String, _ pkid: String) -> String {
    #"{"meta": {"pkid": "\#(pkid)", "model_type": "data/HierarchyNode", "path": "\#(path)"}, "#
      + #""data": {"name": "\#(name)", "node_type": "\#(type)"}}"# + "\n"
  }

  /// The dump as JSON Lines.
  var text: String {
    let path = "sys.hcs.\(provider)"
    let place = #""path": "\#(path).CUS-\#(name).S""#
    var text =
      Self.node(provider, "Provider", "sys.hcs", providerPKID)
      + Self.node("CUS-\(name)", "Customer", path, customerPKID)
      + Self.node("S", "Site", "\(path).CUS-\(name)", "") + more
    for user in 0..<userCount {
      text +=
        #"{"meta": {"model_type": "device/cucm/User", \#(place)}, "data": {"userid": "u\#(user)"}}"#
        + "\n"
    }
    for phone in 0..<(phoneCount ?? userCount) {
      text +=
        #"{"meta": {"model_type": "device/cucm/Phone", \#(place)}, "data": "#
        + #"{"name": "SEP\#(name)\#(phone)", "product": "Cisco 8841", "#
        + #""ownerUserName": "u\#(phone)"}}"#
        + "\n"
    }
    return text
  }

  /// Writes the dump, and converts it with its names.
  ///
  /// - Returns: the run of the conversion.
  func convert(in workdir: Workdir) throws -> Tool.Run {
    try workdir.write("\(name).jsonl", text)
    return try Tool.run([
      "convert", workdir.path("\(name).jsonl"), "-o", workdir.path("\(name).ucol"),
      "--with-identities",
    ])
  }
}
