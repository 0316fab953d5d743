extension ProviderGenerator {
  /// One malformed record that fits the dump at hand.
  mutating func malformedRecord(_ kind: MalformedKind) -> RawRecord {
    let place = RawRecord.Place.path("sys")
    let alias = [JSONMember("Alias", .string("user"))]
    switch kind {
    case .numberInReference: return voicemail(.number("7"))
    case .arrayInReference: return voicemail(.array([.string("user")]))
    case .boolInReference: return voicemail(.bool(false))
    case .numberInsideReference: return voicemail(.object([JSONMember("value", .number("7"))]))
    case .unknownBoolean: return settings(.string("maybe"))
    case .numberAsBoolean: return settings(.number("1"))
    case .stringAsDevices: return userWithDevices(.string("SEP1"))
    case .numberAmongDevices:
      let list = JSONTree.array([.string("SEP1"), .number("2")])
      return userWithDevices(.object([JSONMember("device", list)]))
    case .noPath: return RawRecord(RecordShape.voicemail, .absent, data: alias)
    case .unknownPath: return RawRecord(RecordShape.voicemail, .path("sys.nowhere.x"), data: alias)
    case .unknownPKID:
      return RawRecord(RecordShape.voicemail, .hierarchy(randomPKID()), data: alias)
    case .pathOfTwoNodes, .pkidOfTwoNodes, .dottedNodeName, .customerPKID:
      return malformedNode(kind)
    case .brokenJSON, .cutOff, .badUTF8, .loneSurrogate, .tooDeep:
      return RawRecord(RecordShape.voicemail, place, verbatim: damagedText(kind))
    }
  }

  private func voicemail(_ alias: JSONTree) -> RawRecord {
    RawRecord(RecordShape.voicemail, .path("sys"), data: [JSONMember("Alias", alias)])
  }

  private func settings(_ value: JSONTree) -> RawRecord {
    RawRecord(RecordShape.settings, .path("sys"), data: [JSONMember("inactiveBilling", value)])
  }

  private func userWithDevices(_ devices: JSONTree) -> RawRecord {
    let data = [
      JSONMember("userid", .string("user")), JSONMember("associatedDevices", devices),
    ]
    return RawRecord(RecordShape.user, .path("sys"), data: data)
  }

  private mutating func malformedNode(_ kind: MalformedKind) -> RawRecord {
    let node = random.pick(tree.nodes)
    var (parent, name, type, pkid) = ("sys", "other node", "Site", randomPKID())
    switch kind {
    case .pathOfTwoNodes:
      let dot = node.path.utf8.lastIndex(of: 0x2E) ?? node.path.startIndex
      parent = String(node.path[..<dot])
      name = String(node.path.utf8[dot...].dropFirst()) ?? ""
      type = node.type
    case .pkidOfTwoNodes: pkid = node.pkid
    case .dottedNodeName: name = "a.b"
    default:
      type = "Customer"
      pkid = random.pick(["", String(pkid.dropLast()), pkid + "0", pkid.dropLast() + "g"])
    }
    return RawRecord(
      RecordShape.node, .path(parent), pkid: pkid,
      data: [JSONMember("name", .string(name)), JSONMember("node_type", .string(type))])
  }

  private func damagedText(_ kind: MalformedKind) -> Bytes {
    let head = bytes(
      #"{"meta": {"model_type": "device/cuc/User", "path": "sys"}, "data": {"Alias": "#)
    switch kind {
    case .brokenJSON: return head + bytes(#""user",,"x": 1}}"#)
    case .cutOff: return head + bytes(#""use"#)
    case .badUTF8: return head + [0x22, 0x75, 0xC3, 0x22, 0x7D, 0x7D]
    case .loneSurrogate: return head + bytes(#""u\ud800x"}}"#)
    default:
      let depth = 200
      return head + bytes(#""user", "deep": "#) + Bytes(repeating: 0x5B, count: depth)
        + Bytes(repeating: 0x5D, count: depth) + bytes("}}")
    }
  }
}
