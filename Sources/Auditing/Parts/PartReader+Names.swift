internal import CensusModel
internal import Documents
internal import Report

extension PartReader {
  /// Reads the names of a part. What it passes over `PartNames` finds by writing them again.
  func partNames(_ root: JSONNode) throws(DocumentError) -> PartNames {
    var found = PartNames(
      parts: try texts(member("parts", of: root)),
      deviceClasses: try dataFile(member("deviceClasses", of: root)),
      dumpProfile: try root["dumpProfile"].map(dataFile),
      options: try options(member("options", of: root)),
      inputs: try list(member("inputs", of: root)).map(input))
    if version > 2 { found.excluded = try texts(member("excluded", of: root)) }
    found.isShuffled = root["shuffled"] != nil
    found.names = try root["names"].map(names)
    found.models = Set(try texts(member("models", of: root)))
    found.absent = try list(member("absent", of: root)).map(absent)
    found.gaps = try texts(member("gaps", of: root))
    return found
  }

  private func texts(_ node: JSONNode) throws(DocumentError) -> [String] {
    try list(node).map(text)
  }

  private func options(_ node: JSONNode) throws(DocumentError) -> [String: String] {
    guard case .object(let members) = node.value else {
      throw refusal(node, "expected an object")
    }
    var options: [String: String] = [:]
    for option in members { options[option.key] = try text(option.node) }
    return options
  }

  private func input(_ node: JSONNode) throws(DocumentError) -> Provenance.Input {
    let (kind, digest) = try self.digest(of: node)
    return Provenance.Input(
      file: Provenance.DataFile(name: try text(member("name", of: node)), sha256: digest),
      digestKind: kind, byteCount: try count(member("bytes", of: node), max: .max),
      recordsRead: try count(member("recordsRead", of: node)),
      recordsRejected: try count(member("recordsRejected", of: node)))
  }

  private func names(_ node: JSONNode) throws(DocumentError) -> [String: CustomerNames] {
    var names: [String: CustomerNames] = [:]
    for node in try list(node) {
      let texts = try tuple(node, count: 4)
      names[try text(texts[0])] = CustomerNames(
        provider: try text(texts[1]), reseller: try text(texts[2]), customer: try text(texts[3]))
    }
    return names
  }

  private func absent(_ node: JSONNode) throws(DocumentError) -> PartNames.Absent {
    PartNames.Absent(
      models: try texts(member("models", of: node)),
      reason: try text(member("reason", of: node)),
      referenceCount: try count(member("references", of: node)))
  }

  private func dataFile(_ node: JSONNode) throws(DocumentError) -> Provenance.DataFile {
    Provenance.DataFile(
      name: try text(member("name", of: node)), sha256: try text(member("sha256", of: node)))
  }
}
