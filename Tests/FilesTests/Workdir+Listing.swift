import Foundation
import Testing

import class TestSupport.Workdir

extension Workdir {
  /// Names and contents; a symbolic link stands as `-> target`.
  func contents() throws -> [String: String] {
    var found: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: self.path(name)) {
        found[name] = "-> \(target)"
      } else {
        found[name] = String(
          decoding: try Data(contentsOf: URL(fileURLWithPath: self.path(name))), as: UTF8.self)
      }
    }
    return found
  }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: self.path(name))
    return try #require(attributes[.posixPermissions] as? Int)
  }
}
