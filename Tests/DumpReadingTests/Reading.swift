import DumpReading
import Testing

import class TestSupport.Workdir

private let builtInProfile = Result { try DumpProfile.builtIn() }

/// Reads dumps with options, for tests.
func read(
  _ dumps: [String], threads: Int = 1, chunk: Int = 1 << 20,
  onError: DumpReader.OnError = .fail, recordMax: Int = 16 << 20, exclusions: [String] = []
) throws -> DumpContents {
  var options = DumpReader.Options(profile: try builtInProfile.get())
  options.exclusions = exclusions
  options.threads = threads
  options.chunkByteCount = chunk
  options.onError = onError
  options.recordByteCountMax = recordMax
  return try DumpReader(dumps: dumps, options: options).read()
}

/// Reads one file with this content.
func read(
  bytes: [UInt8], threads: Int = 1, chunk: Int = 1 << 20, onError: DumpReader.OnError = .fail,
  recordMax: Int = 16 << 20
) throws -> DumpContents {
  let folder = try Workdir()
  let file = try folder.write("dump", bytes)
  return try read([file], threads: threads, chunk: chunk, onError: onError, recordMax: recordMax)
}

func read(
  _ text: String, threads: Int = 1, chunk: Int = 1 << 20, onError: DumpReader.OnError = .fail,
  recordMax: Int = 16 << 20
) throws -> DumpContents {
  try read(
    bytes: Array(text.utf8), threads: threads, chunk: chunk, onError: onError, recordMax: recordMax)
}

/// The files that are refused.
func refusedFiles(
  _ dumps: [String], exclusions: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
) throws -> [RefusedFile] {
  let error = try #require(throws: DumpError.self, sourceLocation: sourceLocation) {
    try read(dumps, exclusions: exclusions)
  }
  guard case .notDumpFiles(let files) = error else { throw error }
  return files
}

/// Where and why a text is refused.
struct Refusal: Equatable {
  var line: Int
  var byte: Int
  var reason: String
}

/// The refusal of a content that must be malformed.
func refusal(
  of bytes: [UInt8], threads: Int = 1, chunk: Int = 1 << 20, recordMax: Int = 16 << 20,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Refusal {
  let error = try #require(throws: DumpError.self, sourceLocation: sourceLocation) {
    try read(bytes: bytes, threads: threads, chunk: chunk, recordMax: recordMax)
  }
  switch error {
  case .malformed(_, let line, let byte, let reason), .cutOff(_, let line, let byte, let reason):
    return Refusal(line: line, byte: byte, reason: reason)
  case .unreadable, .io, .spilling, .texts, .misspelled, .notDumpFiles, .empty, .packs:
    Issue.record("not malformed: \(error)", sourceLocation: sourceLocation)
    return Refusal(line: 0, byte: 0, reason: "")
  }
}

func refusal(
  of text: String, threads: Int = 1, chunk: Int = 1 << 20, recordMax: Int = 16 << 20,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Refusal {
  try refusal(
    of: Array(text.utf8), threads: threads, chunk: chunk, recordMax: recordMax,
    sourceLocation: sourceLocation)
}

extension DumpContents {
  /// All records in words, sorted: what must not depend on forms, threads and cuts.
  var described: [String] {
    batches.flatMap(\.described).sorted()
  }
}

extension RecordBatch {
  /// `role place detail texts`; for phones the detail is product and class.
  fileprivate var described: [String] {
    var lines: [String] = []
    forEachRecord { record in
      let header = record.header
      let texts = header.texts.map { String(decoding: KeyText.decoded($0), as: UTF8.self) }
      var detail = "\(header.detail)"
      if header.role == .phone {
        detail = "\(products[header.detail].product)/\(products[header.detail].recordClass)"
      }
      lines.append(
        "\(header.role) \(place(record.location)) \(detail) \(texts.joined(separator: "|"))")
    }
    lines += nodes.map { "node \(place($0.location)) \($0.pkid) \($0.nodeType) \($0.name)" }
    lines += settings.map {
      "settings \(place($0.location)) \($0.isPublicSector) \($0.isBillingInactive)"
    }
    return lines
  }

  private func place(_ index: Int) -> String {
    switch locations[index].location {
    case .path(let path): path
    case .hierarchy(let place): "→\(place)"
    }
  }
}

/// A record of a model at `sys.p`, with these members of `data`.
func record(_ model: String, _ data: String, meta: String = #""path":"sys.p""#) -> String {
  #"{"meta":{"model_type":"\#(model)",\#(meta)},"data":{\#(data)}}"#
}

/// A phone with this name.
func phone(_ name: String) -> String {
  record("device/cucm/Phone", #""name":"\#(name)","product":"Cisco 8841","class":"Phone""#)
}
