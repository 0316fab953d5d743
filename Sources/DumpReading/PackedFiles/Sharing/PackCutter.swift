public import Files

/// Cuts a packed file into shares, by the places of its records.
public struct PackCutter {
  /// A share of the packed file.
  public struct Share {
    /// From 1.
    public var number: Int
    /// Counted records.
    public var recordCount: Int
    /// The whole file.
    public var bytes: [UInt8]
  }

  private let part: PackPart
  private let shares: [Int]

  /// - Parameters:
  ///   - pack: the path of the packed file.
  ///   - routes: what the plan of the shares says of it, and its name.
  public init(
    pack: String, routes: (bytes: [UInt8], name: String), fileSystem: FileSystem = .live
  ) throws(DumpError) {
    do throws(ReadFailure) {
      let file = try PackFile(path: pack, fileSystem)
      let directory = file.directory
      let found = try ShareRoutes(parsing: routes.bytes, file: routes.name)
      guard file.extent == .whole else {
        throw .pack(
          .unreadable(file: file.name, reason: "only a packed file can be cut, not a part of one"))
      }
      guard found.checksum == directory.placesChecksum,
        found.shares.count == directory.places.count,
        found.lineBases.count == directory.files.count,
        zip(found.shares, directory.places).allSatisfy({ $0 > 0 || $1.load.recordCount == 0 })
      else {
        throw .pack(
          .disagreement(
            files: [file.name, routes.name],
            reason: "the routes are not those of this packed file; did the dump change?"))
      }
      part = PackPart(
        file, files: Array(directory.files.indices), lineBases: found.lineBases,
        dumps: Array(directory.dumps.indices))
      shares = found.shares
    } catch {
      throw DumpError(error, file: PathText.shown(pack), line: 1)
    }
  }

  /// All shares that get a record, in ascending order.
  public func cut() throws(DumpError) -> [Share] {
    var builders: [Int: ShareBuilder] = [:]
    var fault: FileError?
    do throws(ReadFailure) {
      for (number, block) in part.file.directory.blocks.enumerated() where block.kind == .records {
        _ = try part.forEachRecord(ofBlock: number) { record in
          let share = shares[record.place]
          let builder = builders[share] ?? ShareBuilder(of: [part])
          builders[share] = builder
          do throws(FileError) { try builder.append(record) } catch { fault = error }
        }
      }
    } catch {
      throw DumpError(error, file: part.file.name, line: 1)
    }
    if let fault { throw .spilling(fault) }
    do throws(FileError) {
      var shares: [Share] = []
      for (number, builder) in builders.sorted(by: { $0.key < $1.key }) {
        shares.append(
          Share(
            number: number, recordCount: builder.recordCount, bytes: try builder.finish()))
      }
      return shares
    } catch {
      throw .spilling(error)
    }
  }
}
