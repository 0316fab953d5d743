import Documents
import Files
import Foundation
import TestSupport
import Testing

@testable import Import

/// A directory with a sources file and exports, imported the way the program does.
struct Exports {
  let workdir: Workdir
  private let sources: [String]
  private let placement: String?
  var options = Import.Options()

  /// - Parameters:
  ///   - sources: the objects of the sources file's `sources`.
  ///   - files: names and contents.
  ///   - placement: lines of `placement.csv` after its header.
  init(
    _ sources: [String], files: [String: String], placement: String? = nil
  ) throws {
    workdir = try Workdir()
    self.sources = sources
    self.placement = placement
    for (name, text) in files { try write(name, Array(text.utf8)) }
    let placementKey = placement == nil ? "" : #""placement": "placement.csv","#
    if let placement {
      try write("placement.csv", Array("source,attribute,pattern,customer,site\n\(placement)".utf8))
    }
    try write(
      "sources.json",
      Array(
        """
        {"schema": 1, "provider": {"name": "P"}, \(placementKey)
         "customers": [{"name": "A", "sites": ["A1", "A2"]}, {"name": "B", "sites": ["B1"]}],
         "sources": [\(sources.joined(separator: ", "))]}
        """.utf8))
  }

  /// One source whose records go to site A1 of customer A.
  init(_ system: String, _ files: [String: String]) throws {
    try self.init([Self.source(system)], files: files)
  }

  static func source(_ system: String, name: String = "s", files: String = "x*") -> String {
    #"{"name": "\#(name)", "system": "\#(system)", "files": ["\#(files)"], "#
      + #""customer": "A", "site": "A1"}"#
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: workdir.path(name)))
  }

  func run() throws(ImportError) -> Import {
    try Import(sourcesFile: workdir.path("sources.json"), options: options)
  }

  /// The records of a model, each as its key, in byte order.
  func keys(_ model: ImportedModel) throws -> [String] {
    try records(model).map(\.key).sorted()
  }

  func records(_ model: ImportedModel) throws -> [Record] {
    let imported = try run()
    return imported.records.filter { $0.model == model }.map { Record($0, imported) }
  }

  /// A record with its texts.
  struct Record {
    let (key, second): (String, String)
    let (product, deviceModel, deviceClass): (String, String, String)
    let flag: Bool
    let place: Int?
    let (devices, profiles): ([String], [String])

    init(_ record: ImportedRecord, _ imported: Import) {
      let texts = imported.texts
      (key, second) = (texts.string(record.key), texts.string(record.second))
      product = texts.string(record.product)
      deviceModel = texts.string(record.deviceModel)
      deviceClass = texts.string(record.deviceClass)
      flag = record.flag
      place = record.place.map(Int.init)
      devices = imported.lists[record.devices.range].map(texts.string)
      profiles = imported.lists[record.profiles.range].map(texts.string)
    }
  }

  /// The reason why the import fails.
  func failure() throws -> String {
    do throws(ImportError) {
      _ = try run()
    } catch {
      switch error {
      case .malformed(let error): return "\(error.line): \(error.reason)"
      case .incomplete(let gaps): return gaps.joined(separator: "; ")
      case .unplaced(let records):
        return records.map { "\($0.key): \($0.reason)" }.joined(separator: "; ")
      case .unknownFiles(let files): return files.map(\.what).joined(separator: "; ")
      case .noFiles(_, let pattern): return "no file \(pattern)"
      case .file(let error): return error.reason
      }
    }
    return "none"
  }
}
