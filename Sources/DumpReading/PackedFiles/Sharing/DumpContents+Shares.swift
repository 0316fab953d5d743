internal import CensusModel
internal import Files

/// A place that records of an indexed packed file name.
public struct IndexedPlace: Sendable {
  /// As they write it.
  public var location: Location
  /// How many there are, and how many bytes they take.
  public var load: LocationLoad
}

extension DumpContents {
  /// True if there is nothing but indexes of packed files.
  public var isOfIndexes: Bool {
    !plan.packs.isEmpty && plan.files.allSatisfy(\.isPacked)
      && plan.packs.allSatisfy { $0.file.extent == .index }
  }

  /// How many dumps were given.
  public var dumpCount: Int { Set(plan.packs.flatMap(\.dumps)).count }

  /// By packed file: the places that counted records, or settings, name.
  public var placesOfRecords: [[Location]] {
    plan.packs.map { part in
      let directory = part.file.directory
      var isNamed = directory.places.map { $0.load.recordCount > 0 }
      for head in directory.heads {
        if case .settings = head.content { isNamed[head.place] = true }
      }
      return zip(directory.places, isNamed).filter(\.1).map(\.0.location)
    }
  }

  /// By packed file, in the order in which they were given: its places.
  public var indexedPlaces: [[IndexedPlace]] {
    plan.packs.map { part in
      part.file.directory.places.map { IndexedPlace(location: $0.location, load: $0.load) }
    }
  }

  /// The routes of a packed file.
  ///
  /// - Parameters:
  ///   - pack: the index of the packed file.
  ///   - shares: by place of it, the number of a share, from 1; 0 for no share.
  public func routes(ofPack pack: Int, shares: [Int]) -> [UInt8] {
    let part = plan.packs[pack]
    return ShareRoutes(part.file.directory, shares: shares, lineBases: part.lineBases)
      .serialized()
  }

  /// The nodes of all packed files, so that shares of nodes can be made.
  public func indexedNodes() -> IndexedNodes { IndexedNodes(plan.packs) }
}

extension DumpPlan {
  /// Of files of shares, what stands for the digest: shares of a file that are not the same have
  /// another one.
  var shareDigests: [Int: String] {
    var digests: [Int: FileDigest] = [:]
    for part in packs where part.file.extent == .share {
      for file in part.files {
        var digest = digests[file] ?? FileDigest()
        digest.update(part.file.identity)
        digest.update(Array(files[file].name.utf8))
        digests[file] = digest
      }
    }
    return digests.mapValues { $0.hexadecimal() }
  }
}
