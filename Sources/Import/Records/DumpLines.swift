internal import TextOutput

/// The lines of a dump's records, in the envelope of Documentation/Inputs.md.
struct DumpLines {
  private let texts: TextPool
  private let lists: [TextID]
  /// Parts of many lines: paths of places, sources of files, models.
  private let paths: [[UInt8]]
  private let quotedPaths: [[UInt8]]
  private let sourceNames: [[UInt8]]
  private let quotedSources: [[UInt8]]
  private let pkidPrefixes: [[UInt8]]
  /// The names that the PKID of the record at hand is made of.
  private var identity: [UInt8] = []

  init(_ imported: Import, _ head: DumpHead) {
    texts = imported.texts
    lists = imported.lists
    let sources = imported.sources
    paths = sources.places.map { place in
      Array("\(head.customerPaths[place.customer]).\(place.site)".utf8)
    }
    quotedPaths = paths.map(Self.quoted)
    sourceNames = imported.files.map { Array(sources.sources[$0.source].name.utf8) }
    quotedSources = imported.files.map { file in
      let source = sources.sources[file.source]
      var bytes = Array("{\"name\": ".utf8)
      JSONOutput.appendQuoted(source.name, to: &bytes)
      bytes += ", \"system\": \"\(source.system.rawValue)\", \"file\": ".utf8
      JSONOutput.appendQuoted(file.path, to: &bytes)
      bytes += ", \"line\": ".utf8
      return bytes
    }
    pkidPrefixes = ImportedModel.allCases.map { DerivedPKID.prefix($0.name) }
  }

  private static func quoted(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    unsafe text.withUnsafeBufferPointer { unsafe JSONOutput.appendQuoted($0, to: &bytes) }
    return bytes
  }

  /// Appends a record that is placed, as one line.
  mutating func append(_ record: ImportedRecord, to bytes: inout [UInt8]) {
    let place = Int(record.place ?? 0)
    let file = Int(record.origin.file)
    bytes += "{\"meta\": {\"pkid\": \"".utf8
    bytes += pkid(of: record, place, file).utf8
    bytes += "\", \"model_type\": \"".utf8
    bytes += record.model.name.utf8
    bytes += "\", \"path\": ".utf8
    bytes += quotedPaths[place]
    bytes += ", \"source\": ".utf8
    bytes += quotedSources[file]
    bytes += String(record.origin.line).utf8
    bytes += "}}, \"data\": {".utf8
    appendData(of: record, to: &bytes)
    bytes += "}}\n".utf8
  }

  private mutating func pkid(of record: ImportedRecord, _ place: Int, _ file: Int) -> String {
    identity.removeAll(keepingCapacity: true)
    identity += pkidPrefixes[Int(record.model.rawValue)]
    identity += paths[place]
    identity.append(0)
    identity += sourceNames[file]
    identity.append(0)
    identity += texts.slice(record.key)
    identity.append(0)
    identity += texts.slice(record.second)
    return DerivedPKID.hexadecimal(of: identity)
  }

  private func appendData(of record: ImportedRecord, to bytes: inout [UInt8]) {
    let (key, second) = (record.key, record.second)
    switch record.model {
    case .user:
      append("\"userid\": ", key, to: &bytes)
      append(", \"mailid\": ", second, to: &bytes)
      append(", \"associatedDevices\": {\"device\": [", record.devices, to: &bytes)
      append("]}, \"phoneProfiles\": {\"profileName\": [", record.profiles, to: &bytes)
      bytes += "]}".utf8
    case .phone:
      append("\"name\": ", key, to: &bytes)
      append(", \"product\": ", record.product, to: &bytes)
      append(", \"model\": ", record.deviceModel, to: &bytes)
      append(", \"class\": ", record.deviceClass, to: &bytes)
      append(", \"ownerUserName\": ", second, to: &bytes)
    case .deviceProfile, .phoneServerPhone: append("\"name\": ", key, to: &bytes)
    case .remoteDestinationProfile:
      append("\"name\": ", key, to: &bytes)
      append(", \"userId\": ", second, to: &bytes)
    case .voicemail: append("\"Alias\": ", key, to: &bytes)
    case .webex, .pexip: append("\"email\": ", key, to: &bytes)
    case .spark:
      append("\"email\": ", key, to: &bytes)
      append(", \"userName\": ", second, to: &bytes)
    case .uccxAgent, .ucceAgent: append("\"userID\": ", key, to: &bytes)
    case .microsoft365:
      append("\"UserPrincipalName\": ", key, to: &bytes)
      bytes += ", \"IsLicensed\": \(record.flag)".utf8
    case .teams:
      append("\"UserPrincipalName\": ", key, to: &bytes)
      bytes += ", \"EnterpriseVoiceEnabled\": \(record.flag)".utf8
    case .exchange: append("\"UserPrincipalName\": ", key, to: &bytes)
    case .node, .settings: break
    }
  }

  private func append(_ name: StaticString, _ text: TextID, to bytes: inout [UInt8]) {
    unsafe bytes += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    unsafe texts.withBytes(text) {
      unsafe JSONOutput.appendQuoted($0.bindMemory(to: UInt8.self), to: &bytes)
    }
  }

  private func append(_ name: StaticString, _ list: TextSpan, to bytes: inout [UInt8]) {
    unsafe bytes += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    for (index, text) in lists[list.range].enumerated() {
      append(index == 0 ? "" : ", ", text, to: &bytes)
    }
  }
}
