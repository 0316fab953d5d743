internal import DumpReading
internal import Files
internal import TextOutput

/// A cutting: a packed file to its shares.
public enum ShareCutting {
  /// One cutting.
  public struct Request: Sendable {
    /// The packed file.
    public var pack: String
    /// The routes of it.
    public var routes: String
    /// Receives the shares, one after the other.
    public var output: String
    /// True if an existing file is replaced.
    public var force = false
    var fileSystem = FileSystem.live

    /// A request to cut this packed file.
    public init(pack: String, routes: String, output: String) {
      self.pack = pack
      self.routes = routes
      self.output = output
    }
  }

  /// Reads the packed file and writes its shares.
  ///
  /// - Parameters:
  ///   - request: the packed file, the routes and the file for the shares.
  ///   - announce: gets the outcome as JSON before the file appears; if it throws, it does not.
  /// - Throws: what stopped it; then nothing was written.
  public static func run(
    _ request: Request, announce: (String) throws(Failure) -> Void = { _ in }
  ) throws(Failure) {
    let outputs = OutputSet(isReplacing: request.force, fileSystem: request.fileSystem)
    let file = try mapping(Failure.init) { () throws(FileError) in
      try InputProtection.check(
        outputs: [request.output], inputs: [request.pack, request.routes],
        fileSystem: request.fileSystem)
      return try outputs.create(request.output, mode: 0o600)
    }
    let routes = try DataFiles.bytes(of: request.routes, request.fileSystem)
    let shares = try mapping(Failure.init) { () throws(DumpError) in
      try PackCutter(
        pack: request.pack, routes: (routes, request.routes), fileSystem: request.fileSystem
      ).cut()
    }
    var listed: [JSONOutput] = []
    for share in shares {
      listed.append(
        .object([
          ("share", .integer(share.number)), ("records", .integer(share.recordCount)),
          ("offset", .integer(file.byteCount)), ("bytes", .integer(share.bytes.count)),
        ]))
      try mapping(Failure.init) { () throws(FileError) in try file.write(share.bytes) }
    }
    let text = AuditOutcome.withoutLastLineEnd(
      JSONOutput.object([("shares", .array(listed))]).bytes())
    try outputs.commit { () throws(Failure) in try announce(text) }
  }
}
